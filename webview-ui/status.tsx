import type { Status } from './list/rows';

/** A status as it is shown everywhere: the letter that Git users know, and what it means for the target. */
export const STATUS_SIGNS: Readonly<Record<Status, { letter: string; meaning: (target: string) => string }>> = {
  missing: { letter: 'A', meaning: (target) => `missing in ${target}: the migration adds it` },
  extra: { letter: 'D', meaning: (target) => `extra in ${target}: the migration drops it` },
  changed: { letter: 'M', meaning: (target) => `changed: the migration alters it in ${target}` },
};

/** Letter, word and color of a status. */
export function StatusMark({ status }: { status: Status }) {
  return (
    <span class={`status status-${status}`}>
      <span class="status-word">{status}</span>
      <span class="status-letter" aria-hidden="true">
        {STATUS_SIGNS[status].letter}
      </span>
    </span>
  );
}
