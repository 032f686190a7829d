import { locksOut } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { ident, qualified } from '../../quote';

/** Columns of a query over `pg_index i`: whether the index is the replica identity, and what the table is clustered on. */
export const INDEX_ROLES = 'i.indisreplident, i.indisclustered';

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
