import { kindNameOf, type ObjectId } from '../engine/model';
import type { Alignment } from './alignment';
import { ALIGNMENT_STATES } from './alignment-words';
import { code, plain, row } from './markdown-text';
import { countOf, labelOf } from './words';

/** How a Prisma schema and a database stand to each other, as a document: what is not aligned comes first. */
export function alignmentMarkdown({ objects, counts, habits, notExpressible }: Alignment): string {
  const states = [...ALIGNMENT_STATES.slice(1), ...ALIGNMENT_STATES.slice(0, 1)];
  const rows = states.flatMap(([state, words]) =>
    objects
      .filter((object) => object.state === state)
      .map(({ id, differences }) => {
        const own = differences.filter((each) => each !== id).map(named);
        return row([named(id), state === 'aligned' ? words : `**${words}**`, own.join('<br>')]);
      }),
  );
  return [
    '# Prisma and the database',
    ALIGNMENT_STATES.map(([state, words]) => `**${counts[state]}** ${words}`).join(' · '),
    ...(rows.length === 0 ? [] : [[row(['object', 'state', 'what differs']), '|---|---|---|', ...rows].join('\n')]),
    '## Different by Prisma’s habit alone',
    listOf(habits.map(({ group, objects: of }) => `${plain(group)}: ${someOf(of)}`)),
    '## Not expressible in Prisma',
    listOf(Object.entries(notExpressible).map(([kind, count]) => plain(countOf(kind, count)))),
    '',
  ].join('\n\n');
}

function named(id: ObjectId): string {
  return `${plain(labelOf(kindNameOf(id)))} ${code(id.slice(id.indexOf(':') + 1))}`;
}

const SHOWN = 10;

function someOf(ids: readonly ObjectId[]): string {
  const shown = ids.slice(0, SHOWN).map(named).join(', ');
  return ids.length > SHOWN ? `${shown} and ${ids.length - SHOWN} more` : shown;
}

function listOf(entries: readonly string[]): string {
  return entries.length === 0 ? 'Nothing.' : entries.map((entry) => `- ${entry}`).join('\n');
}
