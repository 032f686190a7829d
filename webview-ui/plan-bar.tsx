import type { Strategy } from '../src/engine/model';
import type { Planned, Proved } from '../src/protocol/comparison';
import { hazardTitle, loudest } from './hazard-tone';
import { Icon, type IconName } from './icon';
import type { ReviewStore } from './review-store';

/** How many objects a danger names before it only counts. */
const NAMED = 3;

/** What the choice amounts to, and what can be done with it. */
export function PlanBar({ store }: { readonly store: ReviewStore }) {
  const planned = store.planned.value;
  const count = store.chosenCount.value;
  const nothing = count === 0;
  return (
    <section class="plan" data-pane="plan" aria-label="Migration">
      <div class="plan-content">
        <div class="plan-summary" aria-live="polite">
          {nothing ? (
            <span>Select what goes into the migration.</span>
          ) : (
            <PlanSummary planned={planned} store={store} />
          )}
          <ProofSummary proof={store.proof.value} />
        </div>
        <StrategyChoice store={store} />
        <div class="plan-buttons">
          <QuietButton
            icon="refresh"
            label="Refresh"
            title="Compare again"
            onClick={() => {
              store.send({ type: 'refresh' });
            }}
          />
          <QuietButton
            icon="arrowSwap"
            label="Swap"
            title="Make the source the target, and compare again"
            onClick={() => {
              store.send({ type: 'swap' });
            }}
          />
          <QuietButton
            icon="beaker"
            label="Prove"
            title="Run the migration on a scratch copy of the target’s schema"
            disabled={nothing || planned?.outcome === 'refused' || store.proof.value.phase === 'proving'}
            onClick={() => {
              store.send({ type: 'prove' });
            }}
          />
          <button
            type="button"
            class="button button-secondary"
            disabled={nothing}
            onClick={() => {
              store.send({ type: 'generateVerification' });
            }}
          >
            Generate verification queries
          </button>
          <button
            type="button"
            class="button"
            disabled={nothing || planned?.outcome === 'refused'}
            onClick={() => {
              store.send({ type: 'generateMigration' });
            }}
          >
            Generate migration
          </button>
        </div>
      </div>
    </section>
  );
}

const STRATEGIES: readonly { readonly strategy: Strategy; readonly label: string; readonly title: string }[] = [
  { strategy: 'usual', label: 'Usual', title: 'In one transaction wherever possible' },
  {
    strategy: 'online',
    label: 'Online',
    title: 'Others can read and write while the migration runs; it takes more steps and files',
  },
  { strategy: 'idempotent', label: 'Idempotent', title: 'Every statement can run again when it has run' },
];

/** In which way the migration is to go. */
function StrategyChoice({ store }: { readonly store: ReviewStore }) {
  const chosen = STRATEGIES.find(({ strategy }) => strategy === store.strategy.value);
  return (
    <label class="plan-strategy" title={chosen?.title}>
      Strategy
      <select
        value={store.strategy.value}
        onChange={({ currentTarget }) => {
          const picked = STRATEGIES[currentTarget.selectedIndex];
          if (picked !== undefined) store.useStrategy(picked.strategy);
        }}
      >
        {STRATEGIES.map(({ strategy, label }) => (
          <option key={strategy} value={strategy}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface QuietButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** A button that is only its icon where there is little room. */
function QuietButton({ icon, label, title, disabled = false, onClick }: QuietButtonProps) {
  return (
    <button type="button" class="button button-quiet" title={title} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
      <span class="button-label">{label}</span>
    </button>
  );
}

/** What came out when the migration ran on a scratch copy. */
function ProofSummary({ proof }: { readonly proof: Proved }) {
  switch (proof.phase) {
    case 'none':
      return null;
    case 'proving':
      return <span class="faint">Proving…</span>;
    case 'proved':
    case 'not proved':
      return (
        <details class="plan-proof" open={proof.phase === 'not proved'}>
          <summary>
            <Icon
              name={proof.phase === 'proved' ? 'pass' : 'error'}
              tone={proof.phase === 'proved' ? 'good' : 'danger'}
            />{' '}
            <span>{proof.phase === 'proved' ? 'Proved' : 'Not proved'}</span>
          </summary>
          <pre tabIndex={0}>{proof.text}</pre>
        </details>
      );
  }
}

function PlanSummary({ planned, store }: { readonly planned: Planned | undefined; readonly store: ReviewStore }) {
  if (planned === undefined) return <span class="faint">Planning…</span>;
  if (planned.outcome === 'refused') {
    const { object } = planned;
    return (
      <span class="plan-refused">
        <Icon name="error" tone="danger" /> {planned.message}
        {object !== null && store.byId.value.has(object) && (
          <button
            type="button"
            class="link"
            onClick={() => {
              store.show(object);
            }}
          >
            Show {object}
          </button>
        )}
      </span>
    );
  }
  const { statements, hazards, brought } = planned;
  const tone = loudest(hazards);
  return (
    <>
      <span>{plural(statements, 'statement')}</span>
      {brought.length > 0 && (
        <span title={brought.map((each) => `${each.object}: ${each.reason}`).join('\n')}>
          <Icon name="link" tone="info" /> {brought.length} more {brought.length === 1 ? 'comes' : 'come'} along
        </span>
      )}
      {tone !== undefined && (
        <span
          title={[...new Set(hazards.map((hazard) => `${hazard.object}: ${hazard.message}`))].slice(0, 20).join('\n')}
        >
          <Icon name={tone === 'info' ? 'info' : 'warning'} tone={tone} />{' '}
          {tone === 'danger' ? dangers(hazards) : plural(hazards.length, 'hazard')}
        </span>
      )}
    </>
  );
}

/** Names what must not be overlooked: `3 hazards: deletes data (table:public.leftover)`. */
function dangers(hazards: readonly { readonly code: string; readonly object: string }[]): string {
  const byCode = new Map<string, Set<string>>();
  for (const { code, object } of hazards.filter((hazard) => loudest([hazard]) === 'danger'))
    byCode.set(code, (byCode.get(code) ?? new Set()).add(object));
  const named = [...byCode].map(([code, objects]) => `${hazardTitle(code)} (${someOf([...objects])})`);
  return `${plural(hazards.length, 'hazard')}: ${named.join(', ')}`;
}

function someOf(objects: readonly string[]): string {
  const more = objects.length - NAMED;
  return [...objects.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
