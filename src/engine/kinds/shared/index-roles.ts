import { locksOut } from '../../hazards';
import type { PlanContext, Sides, Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject, type ObjectId } from '../../model';
import { ident, qualified } from '../../quote';

/** What the facts of an index call its roles. */
const ROLES = ['replica_identity', 'clustered'];

/** Columns of a query over `pg_index i`: whether the index is the replica identity, and what the table is clustered on. */
export const INDEX_ROLES = 'i.indisreplident, i.indisclustered';

/** The table, where an index gets or loses a role: the table says which index has it. */
export function roleHolders(id: ObjectId, { source, target }: Sides): readonly ObjectId[] {
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  const changes = ROLES.some((role) => holder(wanted, role) !== holder(actual, role));
  return actual !== undefined && changes ? actual.parents.slice(0, 1) : [];
}

/** The indexes of a table that get or lose a role, and the columns that a replica identity needs to be NOT NULL. */
export function indexesInRoles(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const becomesNotNull = (column: ObjectId): boolean =>
    source.objects.get(column)?.attributes.not_null === true &&
    target.objects.get(column)?.attributes.not_null === false;
  return children(id)
    .filter((child) =>
      ROLES.some((role) => holder(source.objects.get(child.id), role) !== holder(target.objects.get(child.id), role)),
    )
    .flatMap((child) => [child.id, ...(source.dependencies.get(child.id) ?? []).filter(becomesNotNull)]);
}

/** The table for which an index has a role; the index of a name may be on another table in the other schema. */
function holder(index: CatalogObject | undefined, role: string): ObjectId | undefined {
  return index?.facts[role] === true ? index.parents[0] : undefined;
}

/** A table says which index is its replica identity or clusters it; an index that is created again takes the role again. */
export function rolesAgain(object: CatalogObject, name: string, context: PlanContext): Statement[] {
  const table = object.parents[0] ?? '';
  return !context.isRemoved(object.id) || context.isMade(table) ? [] : roles(object, name);
}

/** The roles that the index has, for an index that takes its place. */
export function roles(object: CatalogObject, name: string): Statement[] {
  const alter = `ALTER TABLE ${textOf(object.facts.table)}`;
  return [
    ...(object.facts.replica_identity === true
      ? [
          {
            sql: `${alter} REPLICA IDENTITY USING INDEX ${ident(name)}`,
            hazards: locksOut(object.parents[0], object.id),
          },
        ]
      : []),
    ...(object.facts.clustered === true ? [{ sql: `${alter} CLUSTER ON ${ident(name)}` }] : []),
  ];
}

/** From one index that the rows are clustered on to that of the goal, once that is there. */
export function clusterChange(
  goal: CatalogObject<Attributes & { readonly clustered_on: string | null }>,
  from: string | null,
  context: PlanContext,
): Statement[] {
  const to = goal.attributes.clustered_on;
  if (to === from) return [];
  const isIndex = ({ kind, name }: CatalogObject): boolean =>
    (kind === 'index' || kind === 'constraint') && name === to;
  return [
    {
      sql: `ALTER TABLE ${qualified(goal.schema, goal.name)} ${to === null ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${ident(to)}`}`,
      requires: context
        .children(goal.id)
        .filter(isIndex)
        .map(({ id }) => id),
      later: true,
    },
  ];
}
