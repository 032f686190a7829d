import { locksOutWriters } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type Attributes, type Catalog, type CatalogObject, type ObjectId } from '../model';
import { ident, literal } from '../quote';
import { childId, text } from '../reader';
import { FIRST_USER_OID, ownRows } from '../system-catalogs';
import { letterOf, stateOf } from './shared/enabled';
import { ancestorsOf } from './shared/inheritance';
import { attached } from './shared/partitions';
import { sqlName, tableOf } from './shared/relations';

interface PartitionTriggerAttributes extends Attributes {
  /** ENABLE, DISABLE, ENABLE REPLICA or ENABLE ALWAYS. */
  readonly state: string;
}

type PartitionTrigger = CatalogObject<PartitionTriggerAttributes>;

/**
 * The state that a trigger has on one partition, where it is not that of the trigger it comes from. The trigger itself
 * comes and goes with that of the partitioned table.
 */
export const partitionTrigger: Kind<PartitionTriggerAttributes> = {
  name: 'partition_trigger',
  label: { one: 'trigger state of a partition', many: 'trigger states of partitions' },
  catalog: 'pg_trigger',

  seldom: `${ownRows('pg_trigger')} AND own.tgparentid <> 0 AND NOT own.tgisinternal`,
  query: () => `
    SELECT t.oid, 0, t.tgrelid, t.tgname, t.tgenabled
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_trigger p ON p.oid = t.tgparentid
    WHERE t.oid >= ${FIRST_USER_OID} AND NOT t.tgisinternal AND t.tgenabled <> p.tgenabled
    ORDER BY t.oid`,

  read(row, reader) {
    const partition = reader.find('pg_class', row[2]);
    if (partition === undefined) return null;
    const name = text(row, 3);
    const origin = originOf(partition.id, name, reader.objects);
    if (origin === undefined) return null;
    return {
      id: childId('partition_trigger', partition.id, name),
      kind: 'partition_trigger',
      schema: partition.schema,
      name,
      parents: [partition.id, origin.id],
      attributes: { state: stateOf(text(row, 4)) },
      facts: { table: sqlName(partition) },
    };
  },

  address: (object) => `TRIGGER ${ident(object.name)} ON ${tableOf(object)}`,

  create: (object, context) => [setState(object, object.attributes.state, context)],

  // A partition that leaves the table, if only to come back, loses the trigger itself.
  drop(object, context) {
    const [partition = ''] = object.parents;
    const origin = originOf(partition, object.name, context.goal.objects);
    const stays = placeOf(partition, context.goal) === placeOf(partition, context.target);
    return origin === undefined || !stays ? [] : [setState(object, textOf(origin.attributes.state), context)];
  },

  alter: (_target, goal, _changes, context) => ({ statements: [setState(goal, goal.attributes.state, context)] }),

  // The state of the trigger above is handed down when it changes; an attached partition begins with that state.
  release: (target, goal, _cause, context) => ({
    release: [],
    restore: target.attributes.state === goal.attributes.state ? [setState(goal, goal.attributes.state, context)] : [],
  }),

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND tgname = ${literal(object.name)} AND tgenabled = ${literal(letterOf(object.attributes.state))})`,
};

/** Once the partition and all above it are attached. */
function setState(object: PartitionTrigger, state: string, { goal }: PlanContext): Statement {
  const [partition = ''] = object.parents;
  return {
    sql: `ALTER TABLE ${tableOf(object)} ${state} TRIGGER ${ident(object.name)}`,
    requires: upwards(partition, goal.objects).map(attached),
    hazards: locksOutWriters(partition, object.id, 'SHARE_ROW_EXCLUSIVE_LOCK'),
  };
}

/** The trigger whose state the partition's would have: the next above it that is known to have one of its own. */
function originOf(partition: ObjectId, name: string, objects: Objects): CatalogObject | undefined {
  return upwards(partition, objects)
    .slice(1)
    .flatMap((table) => [childId('partition_trigger', table, name), childId('trigger', table, name)])
    .flatMap((id) => objects.get(id) ?? [])[0];
}

type Objects = Catalog['objects'];

/** The partition and the partitioned tables above it. */
function upwards(table: ObjectId, objects: Objects): readonly ObjectId[] {
  return [table, ...ancestorsOf(objects.get(table)).flatMap((each) => upwards(each, objects))];
}

/** Which partition of what it is, and that of what. */
function placeOf(partition: ObjectId, { objects }: Catalog): string {
  return upwards(partition, objects)
    .map((id) => `${id} ${textOf(objects.get(id)?.attributes.partition_bound)}`)
    .join();
}
