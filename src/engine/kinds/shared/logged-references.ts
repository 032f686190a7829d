import type { PlanContext, Sides, Statement } from '../../kind';
import { textOf, type Catalog, type CatalogObject, type ObjectId } from '../../model';

/** A foreign key, and the table at its other end. */
interface KeyEnd {
  readonly key: ObjectId;
  readonly table: ObjectId;
}

/** No foreign key may lead from a logged table to one that is not: these would, were only this table changed. */
function wrongWay(id: ObjectId, becomesUnlogged: boolean, { objects }: Catalog): readonly KeyEnd[] {
  return [...objects.values()]
    .filter(({ attributes }) => attributes.type === 'foreign_key')
    .map((key) => ({ key: key.id, from: key.parents[0] ?? '', to: textOf(key.facts.references) }))
    .filter(({ from, to }) => from !== to && (becomesUnlogged ? to : from) === id)
    .map(({ key, from, to }) => ({ key, table: becomesUnlogged ? from : to }));
}

/** When a table becomes logged or unlogged: after the keys that go, and after the tables of those that stay. */
export function amongForeignKeys(
  id: ObjectId,
  becomesUnlogged: boolean,
  { goal, target, isMade, isRemoved }: PlanContext,
): Pick<Statement, 'after' | 'requires'> {
  const ends = wrongWay(id, becomesUnlogged, target);
  const isGone = (key: ObjectId): boolean => isRemoved(key) || !goal.objects.has(key);
  return {
    after: ends.map(({ key }) => key),
    requires: () => ends.flatMap(({ key, table }) => (isMade(table) || isGone(key) ? [] : [table])),
  };
}

/** Its foreign keys by which tables refer to each other in a circle: none of these can become logged or unlogged first. */
export function keysInCircle(id: ObjectId, { goal, targetChildren }: PlanContext): (key: CatalogObject) => boolean {
  const isStaying = (key: CatalogObject): boolean => key.attributes.type === 'foreign_key' && goal.objects.has(key.id);
  const refersTo = (table: ObjectId): readonly ObjectId[] =>
    targetChildren(table)
      .filter(isStaying)
      .map((key) => textOf(key.facts.references));
  const leadsBack = (table: ObjectId): boolean => {
    const reached = new Set([table]);
    for (const each of reached) for (const next of refersTo(each)) reached.add(next);
    return table !== id && reached.has(id);
  };
  return (key) => isStaying(key) && key.parents[0] === id && leadsBack(textOf(key.facts.references));
}

/** What a table can't be made, or become logged or unlogged, without. */
export function changedAlong(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const forKeys = sides.children(id).flatMap((part) => loggedAsNeeded(part.id, sides));
  if (!changesLogging(id, sides)) return forKeys;
  const becomesUnlogged = sides.source.objects.get(id)?.attributes.unlogged === true;
  const ends = wrongWay(id, becomesUnlogged, sides.target);
  const published = becomesUnlogged ? sides.children(id).filter(({ kind }) => kind === 'publication_table') : [];
  return [
    ...forKeys,
    ...published.map((each) => each.id),
    ...ends.map(({ key, table }) => (sides.source.objects.has(key) ? table : key)),
  ];
}

/** The tables that a new foreign key is to lie between, where they are not yet as it needs them. */
export function loggedAsNeeded(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const key = sides.source.objects.get(id);
  if (key?.attributes.type !== 'foreign_key' || sides.target.objects.has(id)) return [];
  return [key.parents[0] ?? '', textOf(key.facts.references)].filter((table) => changesLogging(table, sides));
}

/** The table that is to be published, where it is not logged yet. */
export function publishedAsNeeded(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const table = sides.source.objects.get(id)?.parents[1] ?? '';
  return sides.target.objects.has(id) || !changesLogging(table, sides) ? [] : [table];
}

function changesLogging(id: ObjectId, { source, target }: Sides): boolean {
  const [to, from] = [source, target].map(({ objects }) => objects.get(id)?.attributes.unlogged);
  return from !== undefined && to !== undefined && from !== to;
}
