import type { Catalog, ObjectId } from '../../engine/model';
import { EVERYTHING, narrow } from '../../engine/scope';
import { driftBetween } from '../../environments/drift';
import { MigrationError } from '../errors';
import type { Content, Contents } from '../replay/contents';
import type { Replay } from '../replay/replay';
import { MustBeKept } from './must-be-kept';

/** The replays that a proof compares. */
export interface Replays {
  /** Of all old files. */
  readonly before: Replay;
  /** Of the new files and those that are kept. */
  readonly after: Replay;
  /** Of the new files, each run twice. */
  readonly again: Replay;
  /** Replays all old files once more, from nothing. */
  readonly anew: () => Promise<Replay>;
}

/**
 * Proves that the new files make what the old files made: schema, rows, values and positions.
 * @returns sentences about values that can't be compared
 * @throws MustBeKept where rows are other ones, MigrationError where the schema is
 */
export async function requireSame({ before, after, again, anew }: Replays): Promise<readonly string[]> {
  const { differences } = await driftBetween(everything(before.catalog), everything(after.catalog));
  const amounts = differing('amount', before.contents, after.contents);
  const others = differing('values', before.contents, after.contents).filter(
    (id) => !amounts.includes(ownerOf(id, before.catalog)),
  );
  // What is new in every replay, such as now(), says nothing about the new files.
  const unsteady = others.length === 0 ? [] : differing('values', before.contents, (await anew()).contents);
  const values = others.filter((id) => !unsteady.includes(id));
  const problems = [
    ...differences.map(({ id, status }) => `${id} is ${status} without the old files`),
    ...amounts.map(
      (id) =>
        `${id} holds ${after.contents.get(id)?.amount ?? 'nothing'}, and with the old files ${before.contents.get(id)?.amount}`,
    ),
    ...values
      .filter((id) => !values.some((other) => other !== id && ownerOf(other, before.catalog) === id))
      .map((id) => `${id} holds other values than with the old files`),
    ...again.reruns.map(({ file, line, message }) => `${file}, run once more, line ${line}: ${message}`),
  ];
  if (problems.length > 0) throw refusal(problems, amounts.length + values.length > 0);
  return others
    .filter((id) => id.startsWith('column:'))
    .map((id) => `${id} has other values in every replay: they were not compared`);
}

function refusal(problems: readonly string[], aboutRows: boolean): MigrationError {
  const reasons = [
    'It could not be proved that the master file does what the old files did:',
    ...problems.map((problem) => `  ${problem}`),
  ];
  return aboutRows ? new MustBeKept(reasons, []) : new MigrationError([...reasons, 'Nothing was written.'].join('\n'));
}

function differing(what: keyof Content, wanted: Contents, found: Contents): readonly ObjectId[] {
  return [...wanted].flatMap(([id, content]) => (found.get(id)?.[what] === content[what] ? [] : [id]));
}

/** The table of a column. */
function ownerOf(id: ObjectId, { objects }: Catalog): ObjectId {
  return (id.startsWith('column:') ? objects.get(id)?.parents[0] : undefined) ?? id;
}

/** A catalog with all that can be compared. */
export function everything(catalog: Catalog): Catalog {
  return narrow(catalog, { ...EVERYTHING, preset: 'none', roles: true });
}
