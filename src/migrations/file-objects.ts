import type { CatalogObject, ObjectId } from '../engine/model';
import type { Replay } from './replay/replay';

/** An object that a migration file creates and that is still there when all files have run, under its last name. */
export interface CreatedObject {
  readonly id: ObjectId;
  /** The files that change it, or what it belongs to, afterwards: before they have run, it may be called otherwise. */
  readonly changedBy: readonly string[];
}

/** What each file creates, by the file's name. */
export type CreatedObjects = ReadonlyMap<string, readonly CreatedObject[]>;

/** What the files of a migrations folder have to do with objects. */
export interface FileObjects {
  readonly created: CreatedObjects;
  /** From an object to the name of the file that made it. */
  readonly origins: ReadonlyMap<ObjectId, string>;
  /** What could not be found out, for people. */
  readonly notes: readonly string[];
}

/** For a folder that was not replayed. @param notes why it was not */
export function noFileObjects(...notes: readonly string[]): FileObjects {
  return { created: new Map(), origins: new Map(), notes };
}

/** What a replay found out about files and objects. */
export function fileObjects({ files, catalog, origins, failure }: Replay): FileObjects {
  const changedBy = new Map<ObjectId, string[]>();
  for (const { name, altered } of files)
    for (const id of altered) changedBy.set(id, [...(changedBy.get(id) ?? []), name]);
  const created = new Map(
    files.map(({ name, created: ids }) => [
      name,
      ids.map((id) => ({ id, changedBy: withAncestors(id, catalog).flatMap((each) => changedBy.get(each) ?? []) })),
    ]),
  );
  const notes =
    failure === null
      ? []
      : [
          `Objects were looked for only up to ${failure.file}, which does not replay: line ${failure.line}: ${failure.message}`,
        ];
  return { created, origins, notes };
}

/** An object, what it belongs to, and what that belongs to. */
export function withAncestors(
  id: ObjectId,
  { objects }: { readonly objects: ReadonlyMap<ObjectId, Pick<CatalogObject, 'parents'>> },
): readonly ObjectId[] {
  const all = new Set([id]);
  for (const each of all) for (const parent of objects.get(each)?.parents ?? []) all.add(parent);
  return [...all];
}
