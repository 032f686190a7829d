import type { Alignment } from './alignment';
import { countOf, printable } from './words';

/** In the order in which they are told. */
export const ALIGNMENT_STATES = [
  ['aligned', 'aligned'],
  ['drifted', 'drifted'],
  ['prisma-only', 'only in Prisma'],
  ['database-only', 'only in the database'],
] as const;

/** An alignment in sentences, the summary first. */
export function alignmentLines({ objects, counts, habits, notExpressible }: Alignment): readonly string[] {
  const named = objects
    .filter(({ state }) => state !== 'aligned')
    .map(({ id, state, differences }) => {
      const [, words] = ALIGNMENT_STATES.find(([each]) => each === state) ?? [];
      const own = differences.filter((each) => each !== id).map(printable);
      return `${printable(id)}: ${words ?? state}${own.length === 0 ? '' : ` (${own.join(', ')})`}`;
    });
  const inWords = (entries: readonly string[]): string => (entries.length === 0 ? 'nothing' : entries.join(', '));
  return [
    `Prisma and the database: ${ALIGNMENT_STATES.map(([state, words]) => `${counts[state]} ${words}`).join(', ')}.`,
    ...named,
    `By Prisma's habit: ${inWords(habits.map(({ group, objects: of }) => `${of.length} ${group}`))}.`,
    `Not expressible in Prisma: ${inWords(Object.entries(notExpressible).map(([kind, count]) => countOf(kind, count)))}.`,
  ];
}
