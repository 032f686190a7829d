import { hazard } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { kindNameOf, textOf, type Attributes, type CatalogObject, type Hazard } from '../model';
import { ident, literal, qualified } from '../quote';
import { childId, flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { INDEX_ROLES, rolesAgain } from './shared/index-roles';
import { constraintSql } from './shared/inline-constraint';
import { optionChanges, readOptions, tableOf } from './shared/relations';
import { outlivesInheritance } from './shared/inheritance';
import { attached, attachedBelow } from './shared/partitions';

interface ConstraintAttributes extends Attributes {
  readonly type: string;
  readonly definition: string;
  readonly validated: boolean;
  /** Of the index behind a key. */
  readonly index_options: Readonly<Record<string, string>>;
  readonly index_tablespace: string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  p: 'primary_key',
  u: 'unique',
  f: 'foreign_key',
  c: 'check',
  x: 'exclude',
};

const NOT_VALID = / NOT VALID$/;

/** The keys that have an index behind them; that index is the constraint. */
const WITH_INDEX: ReadonlySet<string> = new Set(['primary_key', 'unique', 'exclude']);

export const constraint: Kind<ConstraintAttributes> = {
  name: 'constraint',
  label: { one: 'constraint', many: 'constraints' },
  catalog: 'pg_constraint',
  evaluates: true,

  query: () => `
    SELECT c.oid, 0, c.conrelid, c.conname, c.contype, pg_catalog.pg_get_constraintdef(c.oid), c.convalidated,
      c.coninhcount > 0 AND NOT c.conislocal, CASE WHEN c.contype IN ('p', 'u', 'x') THEN c.conindid END,
      x.reloptions, (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = x.reltablespace),
      (SELECT p.conname FROM pg_catalog.pg_constraint p WHERE p.oid = c.conparentid),
      t.relkind = 'p', t.relispartition, ${INDEX_ROLES}, c.conparentid,
      CASE WHEN c.conparentid = 0 THEN (SELECT pg_catalog.json_build_array(n.nspname, p.relname)
       FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
       JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace WHERE h.inhrelid = x.oid) END
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_catalog.pg_class x ON x.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
    WHERE c.oid >= ${FIRST_USER_OID} AND c.contype IN ('p', 'u', 'f', 'c', 'x')
    ORDER BY c.oid`,

  read(row, reader) {
    const table = reader.find('pg_class', row[2]);
    if (table?.kind !== 'table' && table?.kind !== 'foreign_table') return null;
    if (row[4] === 'f' && row[16] !== '0') {
      // A copy that partitioning made by itself is its root.
      const root = reader.find('pg_constraint', row[16]);
      if (root !== undefined) reader.alias('pg_constraint', row[0], root.id);
      return null;
    }
    const name = text(row, 3);
    const id = childId('constraint', table.id, name);
    reader.alias('pg_class', row[8], id);
    const inherited = flag(row, 7);
    const ancestors = (table.facts.ancestors ?? []) as readonly string[];
    const parentName = row[11] ?? (inherited ? name : null);
    const type = TYPES[text(row, 4)] ?? '';
    // A partition's key can stand for an index of the partitioned table that is no key.
    const parentIndex = row[17] == null ? [] : [objectId('index', JSON.parse(row[17]) as [string, string])];
    const definition = text(row, 5);
    return {
      id,
      kind: 'constraint',
      schema: table.schema,
      name,
      parents: [
        table.id,
        ...(parentName === null ? [] : ancestors.map((parent) => childId('constraint', parent, parentName))),
        ...parentIndex,
      ],
      attributes: {
        type,
        // Whether what is inherited was validated, pg_dump can't say either: it comes as the parent's is added.
        definition: inherited ? definition.replace(NOT_VALID, '') : definition,
        validated: inherited || flag(row, 6),
        index_options: readOptions(row[9]),
        index_tablespace: row[10] ?? null,
      },
      facts: {
        table: qualified(table.schema, table.name),
        inherited,
        partitioned: flag(row, 12),
        of_partition: flag(row, 13),
        index: WITH_INDEX.has(type) ? qualified(table.schema, name) : null,
        replica_identity: flag(row, 14),
        clustered: flag(row, 15),
      },
    };
  },

  address: (object) => `CONSTRAINT ${ident(object.name)} ON ${tableOf(object)}`,

  claims: (object) => [
    `constraint ${ident(object.name)} on ${tableOf(object)}`,
    ...(typeof object.facts.index === 'string' ? [`relation ${object.facts.index}`] : []),
    ...(object.attributes.type === 'primary_key' ? [`primary key of ${tableOf(object)}`] : []),
  ],

  rename: {
    why: 'the same definition',
    alone: true,
    internal: true,
    sql: (object, name) => `ALTER TABLE ${tableOf(object)} RENAME CONSTRAINT ${ident(object.name)} TO ${ident(name)}`,
  },
  followRename: (_before, after) => ({
    ...after,
    facts: { ...after.facts, index: after.facts.index === null ? null : qualified(after.schema, after.name) },
  }),

  // A parent's check reaches the tables that inherit it by itself.
  absorbs: (object, child) => object.attributes.type === 'check' && child.parents.slice(1).includes(object.id),

  outlives: (object, parent, { goal, target }) => outlivesInheritance(object, parent, goal, target),

  create(object, context) {
    const only =
      object.facts.partitioned === true &&
      object.attributes.type !== 'foreign_key' &&
      object.attributes.type !== 'check';
    const statements: Statement[] = [
      {
        sql: `ALTER TABLE ${only ? 'ONLY ' : ''}${tableOf(object)} ADD CONSTRAINT ${ident(object.name)} ${constraintSql(object)}`,
        hazards: addHazards(object),
        requires: [...partitionsOf(object, context), ...validKey(object, context)],
      },
      ...rolesAgain(object, object.name, context),
    ];
    const parent = attachedTo(object, context);
    if (parent !== null && typeof object.facts.index === 'string') {
      statements.push({
        sql: `ALTER INDEX ${parent} ATTACH PARTITION ${object.facts.index}`,
        requires: object.parents,
        later: true,
        provides: attached(object.id),
      });
    }
    return statements;
  },

  drop: (object) => [{ sql: `ALTER TABLE ${tableOf(object)} DROP CONSTRAINT ${ident(object.name)}` }],

  alter(target, goal, changes) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    const alter = `ALTER TABLE ${tableOf(goal)}`;
    const statements: Statement[] = [];
    if (changed.has('definition') || changed.has('validated')) {
      const unmarked = target.attributes.definition.replace(NOT_VALID, '');
      if (unmarked !== goal.attributes.definition) return 'replace';
      statements.push({
        sql: `${alter} VALIDATE CONSTRAINT ${ident(goal.name)}`,
        hazards: [
          hazard('SCANS_TABLE', goal.id, 'reads every row of the table'),
          hazard('MAY_FAIL_ON_EXISTING_ROWS', goal.id, 'a row may break the constraint'),
        ],
      });
    }
    const index = textOf(goal.facts.index);
    for (const change of optionChanges(target.attributes.index_options, goal.attributes.index_options)) {
      statements.push({ sql: `ALTER INDEX ${index} ${change}` });
    }
    if (changed.has('index_tablespace')) {
      statements.push({
        sql: `ALTER INDEX ${index} SET TABLESPACE ${ident(goal.attributes.index_tablespace ?? 'pg_default')}`,
      });
    }
    return { statements };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND conname = ${literal(object.name)} AND pg_catalog.pg_get_constraintdef(oid) = ${literal(object.attributes.definition)})`,
};

function addHazards(object: CatalogObject<ConstraintAttributes>): Hazard[] {
  const { type, validated } = object.attributes;
  if (!validated) return [];
  const rows = hazard('MAY_FAIL_ON_EXISTING_ROWS', object.id, 'a row may break the constraint');
  if (type === 'foreign_key') {
    return [
      rows,
      hazard('SHARE_ROW_EXCLUSIVE_LOCK', object.id, 'nobody can write to either table meanwhile'),
      hazard('SCANS_TABLE', object.id, 'checks every row of the table'),
    ];
  }
  const lock = hazard('ACCESS_EXCLUSIVE_LOCK', object.id, 'nobody can read or write the table meanwhile');
  return WITH_INDEX.has(type)
    ? [rows, lock, hazard('BUILDS_INDEX', object.id, 'builds an index over all rows')]
    : [rows, lock, hazard('SCANS_TABLE', object.id, 'checks every row of the table')];
}

/** A key of a partitioned table is created when the partitions that are new are attached. */
function partitionsOf(object: CatalogObject, context: PlanContext): readonly string[] {
  if (object.facts.partitioned !== true) return [];
  return object.parents
    .slice(0, 1)
    .flatMap((table) => context.children(table).flatMap(({ kind, id }) => (kind === 'table' ? [attached(id)] : [])));
}

/** A foreign key finds the key of a partitioned table only when that is complete. */
function validKey({ id, attributes }: CatalogObject, context: PlanContext): readonly string[] {
  if (attributes.type !== 'foreign_key') return [];
  return (context.goal.dependencies.get(id) ?? [])
    .filter((on) => ['constraint', 'index'].includes(kindNameOf(on)))
    .flatMap((on) => attachedBelow(on, context));
}

/** The index of the parent's key that this one must be attached to; an existing one takes it by itself. */
function attachedTo(object: CatalogObject, context: PlanContext): string | null {
  const parent = object.parents.slice(1).flatMap((id) => context.goal.objects.get(id) ?? [])[0];
  if (parent === undefined || !context.isMade(parent.id)) return null;
  return qualified(parent.schema, parent.name);
}
