import { locksOut, locksOutWriters } from '../hazards';
import type { Kind, PlanContext, Sides, Statement } from '../kind';
import type { Attributes, CatalogObject, Hazard, ObjectId } from '../model';
import { ident, literal } from '../quote';
import { childId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { ancestorsOf, withTablesBelow } from './shared/inheritance';
import { sqlName, tableOf } from './shared/relations';
import { letterOf, stateOf } from './shared/enabled';
import { createOrReplace, ifExists } from './shared/run-again';

interface TriggerAttributes extends Attributes {
  /** As pg_get_triggerdef writes it. */
  readonly definition: string;
  /** ENABLE, DISABLE, ENABLE REPLICA or ENABLE ALWAYS. */
  readonly state: string;
}

export const trigger: Kind<TriggerAttributes> = {
  name: 'trigger',
  label: { one: 'trigger', many: 'triggers' },
  catalog: 'pg_trigger',

  // Copies on partitions come with the partitioned table's trigger; see partition-trigger.ts.
  query: () => `
    SELECT t.oid, 0, t.tgrelid, t.tgname, pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled, t.tgconstraint
    FROM pg_catalog.pg_trigger t
    WHERE t.oid >= ${FIRST_USER_OID} AND NOT t.tgisinternal AND t.tgparentid = 0`,

  read(row, reader) {
    const relation = reader.find('pg_class', row[2]);
    if (relation === undefined) return null;
    const name = text(row, 3);
    const id = childId('trigger', relation.id, name);
    reader.alias('pg_constraint', row[6], id);
    return {
      id,
      kind: 'trigger',
      schema: relation.schema,
      name,
      parents: [relation.id],
      attributes: { definition: text(row, 4), state: stateOf(text(row, 5)) },
      facts: { table: sqlName(relation) },
    };
  },

  address: (object) => `TRIGGER ${ident(object.name)} ON ${tableOf(object)}`,
  claims: (object) => [`trigger ${ident(object.name)} on ${tableOf(object)}`],
  rename: { why: 'the same definition', alone: true, internal: true },
  prerequisites: namesakes,
  create: (object, context) => [
    creation(object, context),
    ...(object.attributes.state === 'ENABLE' ? [] : [state(object)]),
  ],
  drop: (object, context) => [
    {
      sql: `DROP TRIGGER${ifExists(context)} ${ident(object.name)} ON ${tableOf(object)}`,
      hazards: locksOut(object.parents[0], object.id),
      ...(comesFromAbove(object, context) && { once: true }),
    },
  ],
  alter: (_target, goal, changes) =>
    changes.some(({ attribute }) => attribute === 'definition')
      ? 'replace'
      : { statements: [state(goal)], disturbs: ({ kind }) => kind === 'partition_trigger' },
  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND tgname = ${literal(object.name)} AND tgenabled = ${literal(letterOf(object.attributes.state))} ` +
    `AND pg_catalog.pg_get_triggerdef(oid) = ${literal(object.attributes.definition)})`,
};

/** Those of its name above and below that go: a partition has the triggers of its table, and no other of their names. */
function namesakes(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const wanted = source.objects.get(id);
  if (wanted === undefined || target.objects.has(id)) return [];
  const [table = ''] = wanted.parents;
  return [...withTablesBelow(table, children), ...ancestorsOf(source.objects.get(table))]
    .map((each) => childId('trigger', each, wanted.name))
    .filter((other) => target.objects.has(other));
}

/** Whether its table has that of a table above by then, which is nobody's to drop. */
function comesFromAbove({ name, parents: [table = ''] }: CatalogObject, { goal }: PlanContext): boolean {
  return ancestorsOf(goal.objects.get(table)).some((above) => goal.objects.has(childId('trigger', above, name)));
}

/** PostgreSQL replaces no constraint trigger. */
function creation(object: CatalogObject<TriggerAttributes>, context: PlanContext): Statement {
  const { definition } = object.attributes;
  const sql = definition.replace(/^CREATE TRIGGER/, `${createOrReplace(context)} TRIGGER`);
  return { sql, hazards: lock(object), ...(sql === definition && { once: true }) };
}

function state(object: CatalogObject<TriggerAttributes>): Statement {
  return {
    sql: `ALTER TABLE ${tableOf(object)} ${object.attributes.state} TRIGGER ${ident(object.name)}`,
    hazards: lock(object),
  };
}

function lock({ id, parents }: CatalogObject): readonly Hazard[] {
  return locksOutWriters(parents[0], id, 'SHARE_ROW_EXCLUSIVE_LOCK');
}
