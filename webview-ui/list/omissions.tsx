import type { Omission } from '../../src/protocol/comparison';
import { Icon } from '../icon';

const TITLES: Readonly<Record<Omission['reason'], string>> = {
  'not-read': 'Could not be read',
  'not-compared': 'Found, not compared',
  'left-out': 'Left out on purpose',
};

const REASONS = ['not-read', 'not-compared', 'left-out'] as const;

/** What the comparison does not cover, so that silence is never taken for sameness. */
export function Omissions({ omissions, open }: { readonly omissions: readonly Omission[]; readonly open: boolean }) {
  if (omissions.length === 0) return null;
  const unread = omissions.some((omission) => omission.reason === 'not-read');
  return (
    <details class="omissions" open={open || unread}>
      <summary>
        <Icon name={unread ? 'warning' : 'info'} tone={unread ? 'warning' : 'info'} />
        <span>What this comparison does not cover</span>
      </summary>
      <div class="omissions-body">
        {REASONS.map((reason) => {
          const matching = omissions.filter((omission) => omission.reason === reason);
          return (
            matching.length > 0 && (
              <section key={reason}>
                <h2>{TITLES[reason]}</h2>
                <ul>
                  {matching.map((omission) => (
                    <li key={omission.text} title={omission.examples.join('\n')}>
                      {omission.text}
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </div>
    </details>
  );
}
