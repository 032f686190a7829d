import { hazard, hazardFor, locksOut, locksOutWriters } from '../hazards';
import { facetStatements } from '../facets';
import type { Alteration, Kind, PlanContext, Statement } from '../kind';
import type { Attributes, Catalog, CatalogObject, Hazard, ObjectId } from '../model';
import { ident, literal, qualified } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { INDEX_ROLES, roleHolders, roles, rolesAgain } from './shared/index-roles';
import { buildConcurrently, dropConcurrently, nameBeside, staysInUse } from './shared/online';
import { withRightsOfOwner } from './shared/rights';
import { withoutTablespace } from './shared/relations';
import { isAttached, isAttachedAnew, OLDER_ALIKE, olderInPartition, tableThatMoves } from './shared/order-of-indexes';
import { attached, attachExisting, ofPartitionedTable } from './shared/partitions';
import { outlivesInheritance } from './shared/inheritance';
import { DEFINITION, PLAIN_COLUMNS, plainDefinition, unsureRelations } from './shared/plain-index';
import { sqlName } from './shared/relations';
import { ifExists, ifNotExists } from './shared/run-again';

interface IndexAttributes extends Attributes {
  /** As pg_get_indexdef writes it. */
  readonly definition: string;
  readonly valid: boolean;
  readonly tablespace: string | null;
  /** The index of the partitioned table that it stands for in a partition. */
  readonly attached_to: string | null;
  /** Statistics targets of expression columns, by column number. */
  readonly statistics: Readonly<Record<string, number>>;
}

export const index: Kind<IndexAttributes> = {
  name: 'index',
  label: { one: 'index', many: 'indexes' },
  catalog: 'pg_class',
  evaluates: true,
  // It is attached as the partition is, to any that fits.
  open: ['attached_to'],

  // An index behind a constraint is that constraint. Where pg_get_indexdef is not asked, see plain-index.ts.
  query: (version, only) => `
    WITH ${unsureRelations(only)}
    SELECT i.indexrelid, 0, i.indrelid, x.relname, ${DEFINITION},
      i.indisvalid, CASE WHEN x.reltablespace <> 0 THEN (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = x.reltablespace) END,
      CASE WHEN i.indexprs IS NOT NULL THEN (SELECT pg_catalog.json_object_agg(a.attnum, a.attstattarget)
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = x.oid AND ${version >= 170000 ? 'a.attstattarget IS NOT NULL' : 'a.attstattarget >= 0'}) END,
      CASE WHEN x.relispartition THEN (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, p.relname))
        FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
        JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace WHERE h.inhrelid = x.oid) END,
      i.indpred IS NULL AND i.indexprs IS NULL,
      i.indisunique, m.amname, CASE WHEN x.relkind = 'I' THEN ${OLDER_ALIKE} END, ${INDEX_ROLES}, ${PLAIN_COLUMNS}
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_am m ON m.oid = x.relam
    WHERE i.indexrelid >= ${FIRST_USER_OID} AND x.relpersistence <> 't' AND t.relkind IN ('r', 'p', 'm')
      AND NOT i.indisprimary AND NOT ((i.indisunique OR i.indisexclusion) AND EXISTS (SELECT FROM pg_catalog.pg_constraint c
        WHERE c.conrelid = i.indrelid AND c.conindid = i.indexrelid AND c.contype IN ('u', 'x')))`,

  read(row, reader) {
    const table = reader.find('pg_class', row[2]);
    if (table === undefined) return null;
    const name = text(row, 3);
    const above = JSON.parse(row[8] ?? '[]') as [string, string][];
    const unique = flag(row, 10);
    const method = text(row, 11);
    const olderAlike = row[12] == null ? null : Number(row[12]);
    const partitioned = olderAlike !== null;
    const plain = (): string =>
      plainDefinition(reader, { table, name, unique, method, partitioned }, text(row, 2), row.slice(15));
    return {
      id: objectId('index', [table.schema ?? '', name]),
      kind: 'index',
      schema: table.schema,
      name,
      parents: [table.id, ...above.map((names) => objectId('index', names))],
      attributes: {
        definition: row[4] ?? plain(),
        valid: flag(row, 5) || partitioned,
        tablespace: row[6] ?? null,
        attached_to: above.map(([, parent]) => ident(parent))[0] ?? null,
        statistics: JSON.parse(row[7] ?? '{}') as Record<string, number>,
      },
      facts: {
        table: sqlName(table),
        // Storage parameters may follow.
        plain: flag(row, 9) && (row[4]?.startsWith(plain()) ?? true),
        unique,
        method,
        partitioned,
        replica_identity: flag(row, 13),
        clustered: flag(row, 14),
        ...(olderAlike && { older_alike: olderAlike }),
      },
    };
  },

  ignoring: withoutTablespace,

  address: ({ schema, name }) => `INDEX ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`relation ${qualified(schema, name)}`],
  rename: { why: 'the same definition', alone: true, internal: true },

  prerequisites: (id, sides) => [...roleHolders(id, sides), ...tableThatMoves(id, sides)],
  inseparableFrom: ofPartitionedTable,
  outlives: (object, parent, { goal, target }) => outlivesInheritance(object, parent, goal, target),

  // Definitions of partitioned tables' indexes say ON ONLY: the partitions' own indexes follow and are attached.
  create(object, context) {
    const { attributes } = object;
    const [table] = object.parents;
    const name = qualified(object.schema, object.name);
    const partitions =
      object.facts.partitioned === true
        ? object.parents
            .slice(0, 1)
            .flatMap((table) =>
              context.children(table).flatMap(({ kind, id }) => (kind === 'table' ? [attached(id)] : [])),
            )
        : [];
    const older = olderInPartition(object, context);
    const statements: Statement[] = [
      ...(isOnline(object, context)
        ? build(object, object.name, context).map((each) => ({ ...each, requires: older }))
        : withRightsOfOwner(
            object,
            [
              {
                sql: withTablespace(attributes.definition, attributes.tablespace).replace(
                  /^CREATE (UNIQUE )?INDEX/,
                  `$&${ifNotExists(context)}`,
                ),
                hazards: [
                  ...locksOutWriters(table, object.id, 'SHARE_LOCK'),
                  ...(object.facts.partitioned === true
                    ? []
                    : hazardFor(table, 'BUILDS_INDEX', object.id, 'builds an index over all rows')),
                  ...uniqueHazards(object, context),
                ],
                requires: [...partitions, ...older],
              },
            ],
            context,
          )),
      ...statistics(object, {}),
      ...rolesAgain(object, object.name, context),
      ...attachExisting(object.id, name, context),
    ];
    const parent = object.parents.slice(1).flatMap((id) => context.goal.objects.get(id) ?? [])[0];
    if (parent !== undefined && context.isMade(parent.id)) {
      statements.push({
        sql: `ALTER INDEX ${qualified(parent.schema, parent.name)} ATTACH PARTITION ${name}`,
        requires: object.parents,
        later: true,
        provides: attached(object.id),
      });
    }
    return statements;
  },

  drop(object, context) {
    const { id, schema, name, facts } = object;
    const slower = hazard('DROPS_INDEX', id, 'queries that use it become slower');
    // The index of a partition goes with that of its table.
    if (isOnline(object, context) && object.parents.length === 1) {
      const { hazards = [], ...drop } = dropConcurrently(object, name);
      return [{ ...drop, hazards: [slower, ...hazards] }];
    }
    const cascade = facts.partitioned === true && hasKeys(id, context.target) ? ' CASCADE' : '';
    return [
      {
        sql: `DROP INDEX${ifExists(context)} ${qualified(schema, name)}${cascade}`,
        hazards: [slower, ...locksOut(object.parents[0], id)],
      },
    ];
  },

  alter(target, goal, changes, context) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    if (changed.has('definition') || changed.has('valid')) {
      const standsAlone = target.parents.length === 1 && goal.parents.join() === target.parents.join();
      const isBuiltBeside =
        standsAlone && !changed.has('valid') && isOnline(target, context) && isOnline(goal, context);
      return isBuiltBeside ? exchange(target, goal, context) : 'replace';
    }
    if (changed.has('attached_to') && isAttachedAnew(goal, context)) return 'replace';
    const statements = [...statistics(goal, target.attributes.statistics)];
    if (changed.has('tablespace')) {
      statements.push({
        sql: `ALTER INDEX ${qualified(goal.schema, goal.name)} SET TABLESPACE ${ident(goal.attributes.tablespace ?? 'pg_default')}`,
      });
    }
    return { statements };
  },

  // An index of the same name and text behind a constraint is that constraint.
  verify: ({ schema, name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_class x WHERE x.oid = pg_catalog.to_regclass(${literal(qualified(schema, name))}) ` +
    `AND pg_catalog.pg_get_indexdef(x.oid) = ${literal(attributes.definition)} AND NOT EXISTS (SELECT ` +
    `FROM pg_catalog.pg_constraint c WHERE c.conindid = x.oid AND c.contype IN ('p', 'u', 'x'))` +
    `${isAttached('x.oid', attributes.attached_to)})`,
};

/** Keys of partitions that stand for the index go with it, and PostgreSQL wants that said. */
function hasKeys(id: ObjectId, { objects }: Catalog): boolean {
  return [...objects.values()].some(({ kind, parents }) => kind === 'constraint' && parents.includes(id));
}

type Index = CatalogObject<IndexAttributes>;

/** Whether it is built and dropped while others read and write; PostgreSQL cannot do so with a partitioned one. */
function isOnline({ parents, facts }: Index, context: PlanContext): boolean {
  return facts.partitioned !== true && staysInUse(parents[0], context);
}

/** A materialized view has rows as soon as it is made. */
function uniqueHazards(object: Index, { goal, isMade }: PlanContext): readonly Hazard[] {
  if (object.facts.unique !== true) return [];
  const [relation = ''] = object.parents;
  const isFilled = isMade(relation) && goal.objects.get(relation)?.facts.populated === true;
  const [code, message] = ['MAY_FAIL_ON_EXISTING_ROWS', 'rows may hold duplicates'] as const;
  return isFilled ? [hazard(code, object.id, message)] : hazardFor(relation, code, object.id, message);
}

function build(object: Index, name: string, context: PlanContext): readonly Statement[] {
  const { definition, tablespace } = object.attributes;
  const [create = ''] = /^CREATE (UNIQUE )?INDEX /.exec(definition) ?? [];
  const quoted = `"${object.name.replaceAll('"', '""')}"`;
  const written = definition.startsWith(quoted, create.length) ? quoted : object.name;
  const rest = withTablespace(definition.slice(create.length + written.length), tablespace);
  const [drop, make] = buildConcurrently(object, name, `${create}CONCURRENTLY ${ident(name)}${rest}`);
  const hazards = [...(make.hazards ?? []), ...uniqueHazards(object, context)];
  return withRightsOfOwner(object, [drop, { ...make, hazards }], context);
}

/** The new one is built beside the old one and takes its name; what used the old one has let go by then. */
function exchange(target: Index, goal: Index, context: PlanContext): Alteration {
  const alter = (name: string): string => `ALTER INDEX ${qualified(goal.schema, name)} RENAME TO`;
  // A new foreign key might choose the old one for as long as that is there.
  const goesAtOnce = target.facts.unique === true;
  const [beside, old] = [nameBeside(goal.name, 'new'), nameBeside(goal.name, 'old')];
  const asBefore = { ...goal, attributes: { ...goal.attributes, comment: target.attributes.comment ?? null } };
  return {
    statements: [
      ...build(goal, beside, context).map((statement) => ({ ...statement, ahead: true as const })),
      { sql: goesAtOnce ? `DROP INDEX ${qualified(goal.schema, goal.name)}` : `${alter(goal.name)} ${ident(old)}` },
      { sql: `${alter(beside)} ${ident(goal.name)}` },
      ...statistics(goal, {}),
      ...roles(goal, goal.name),
      ...facetStatements(index, null, asBefore, context),
      ...(goesAtOnce
        ? []
        : [
            {
              ...dropConcurrently(goal, old),
              later: true as const,
              before: context.target.dependencies.get(goal.id) ?? [],
            },
          ]),
    ],
    disturbs: () => true,
  };
}

function statistics(object: Index, from: Readonly<Record<string, number>>): Statement[] {
  const columns = new Set([...Object.keys(from), ...Object.keys(object.attributes.statistics)]);
  return [...columns]
    .filter((column) => from[column] !== object.attributes.statistics[column])
    .map((column) => ({
      sql: `ALTER INDEX ${qualified(object.schema, object.name)} ALTER COLUMN ${column} SET STATISTICS ${object.attributes.statistics[column] ?? -1}`,
    }));
}

/** TABLESPACE stands before WHERE, which pg_get_indexdef writes last. */
function withTablespace(definition: string, tablespace: string | null): string {
  if (tablespace === null) return definition;
  const at = definition.lastIndexOf(' WHERE ');
  const end = at < 0 ? definition.length : at;
  return `${definition.slice(0, end)} TABLESPACE ${ident(tablespace)}${definition.slice(end)}`;
}
