import { aclSql, readGrants, type Grants } from '../grants';
import { hazard, hazardFor, locksOut } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type CatalogObject } from '../model';
import { ident, literal, qualified } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { defaultBelow, notNullBelow, saidAboveAsWell } from './shared/column-inheritance';
import { columnExtras, storageChanges } from './shared/column-storage';
import { columnSql } from './shared/column-sql';
import { amongForeignKeys, changedAlong, keysInCircle } from './shared/logged-references';
import { clusterChange, indexesInRoles } from './shared/index-roles';
import {
  attach,
  comesAfterwards,
  comesByItself,
  inheritedParts,
  joinParents,
  leaveParents,
  lostAbove,
  notNullNames,
  type Placed,
  referencedBy,
  usedByPartitioning,
  withItsBound,
} from './shared/family';
import { hasPlace } from './shared/inheritance';
import { bringRowsBack, keepsRows, keptRowsHazards, putRowsAside, rowsBack } from './shared/kept-rows';
import { inlineConstraint, isInline, isUnchecked } from './shared/inline-constraint';
import { estimatesSql, readEstimates } from './shared/estimates';
import { attachedElsewhere, olderInPartition } from './shared/order-of-indexes';
import { ownNotNullSql, ownsNotNull } from './shared/not-null';
import { identityExtras, persistenceStatements } from './shared/sequence-options';
import { columnsForToast, storageParameterChanges } from './shared/storage-parameters';
import { readOptions, relationClaims, relationExists, withOptions, withoutTablespace } from './shared/relations';
import { withRightsToRewrite } from './shared/rights';
import { ifExists, ifNotExists } from './shared/run-again';
import { anotherType, columnsOfItsType, isInOrderOfType } from './shared/typed-table';

interface TableAttributes extends Placed {
  readonly owner: string;
  readonly grants: Grants;
  /** Null where PostgreSQL has no such table. */
  readonly unlogged: boolean | null;
  readonly options: Readonly<Record<string, string>>;
  readonly access_method: string | null;
  readonly tablespace: string | null;
  readonly row_security: boolean;
  readonly force_row_security: boolean;
  /** As PARTITION BY has it: `RANGE (created_at)`. */
  readonly partition_key: string | null;
  readonly of_type: string | null;
  readonly replica_identity: string;
  readonly clustered_on: string | null;
}

const REPLICA_IDENTITY: Readonly<Record<string, string>> = { d: 'DEFAULT', n: 'NOTHING', f: 'FULL', i: 'USING INDEX' };

export const table: Kind<TableAttributes> = {
  name: 'table',
  label: { one: 'table', many: 'tables' },
  catalog: 'pg_class',
  defaultPrivileges: 'TABLES',

  query: () => `
    SELECT c.oid, 0, c.relnamespace, c.relname, pg_catalog.pg_get_userbyid(c.relowner), ${aclSql('c.relacl', 'r', 'c.relowner')}, c.relpersistence, c.reloptions,
      CASE WHEN t.oid IS NOT NULL THEN (SELECT pg_catalog.array_agg('toast.' || o) FROM pg_catalog.unnest(t.reloptions) o) END,
      m.amname,
      (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace),
      c.relrowsecurity, c.relforcerowsecurity,
      CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
      CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
      h.ancestors,
      CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END,
      c.relreplident,
      r.indexes,
      c.reltype, y.typarray,
      ${estimatesSql('c')}
    FROM pg_catalog.pg_class c
    LEFT JOIN pg_catalog.pg_type y ON y.oid = c.reltype
    LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam AND m.amname <> 'heap'
    LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
    LEFT JOIN (
      SELECT i.inhrelid, pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, p.relname) ORDER BY i.inhseqno) AS ancestors
      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
      JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace GROUP BY i.inhrelid) h ON h.inhrelid = c.oid
    LEFT JOIN (
      SELECT i.indrelid, pg_catalog.json_agg(pg_catalog.json_build_array(x.relname, i.indisreplident, i.indisclustered)) AS indexes
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
      WHERE i.indisreplident OR i.indisclustered GROUP BY i.indrelid) r ON r.indrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.oid >= ${FIRST_USER_OID} AND c.relpersistence <> 't'
    ORDER BY c.oid`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const id = objectId('table', [schema, name]);
    const ancestors = JSON.parse(row[16] ?? '[]') as [string, string][];
    const ancestorIds = ancestors.map((names) => objectId('table', names));
    const indexes = JSON.parse(row[19] ?? '[]') as [string, boolean, boolean][];
    const identity = indexes.find(([, isIdentity]) => isIdentity)?.[0];
    reader.alias('pg_type', row[20], id);
    reader.alias('pg_type', row[21], id);
    return {
      id,
      kind: 'table',
      schema,
      name,
      parents: row[15] == null ? [] : ancestorIds,
      attributes: {
        owner,
        grants: readGrants(row[5], row[6], owner),
        unlogged: hasNoUnlogged(row[14] ?? null, reader.version) ? null : row[7] === 'u',
        options: { ...readOptions(row[8]), ...readOptions(row[9]) },
        access_method: row[10] ?? null,
        tablespace: row[11] ?? null,
        row_security: flag(row, 12),
        force_row_security: flag(row, 13),
        partition_key: row[14] ?? null,
        partition_bound: row[15] ?? null,
        inherits: ancestors.map((names) => qualified(...names)),
        of_type: row[17] ?? null,
        replica_identity: [
          REPLICA_IDENTITY[text(row, 18)] ?? 'DEFAULT',
          ...(identity === undefined ? [] : [ident(identity)]),
        ].join(' '),
        clustered_on: indexes.find(([, , isClustered]) => isClustered)?.[0] ?? null,
      },
      facts: { ...readEstimates(row, 22), ancestors: ancestorIds },
    };
  },

  open: ['unlogged'],
  ignoring: withoutTablespace,

  address: ({ schema, name }) => `TABLE ${qualified(schema, name)}`,
  claims: relationClaims,

  rename: {
    why: 'the same columns',
    shape: ({ attributes }, { children }) => {
      const columns = children.filter(({ kind }) => kind === 'column');
      const names = columns.map((column) => `${column.name} ${textOf(column.attributes.type)}`).sort();
      return names.length === 0 ? null : [names, attributes.partition_key, attributes.partition_bound];
    },
  },

  prerequisites: (id, sides) => [
    ...indexesInRoles(id, sides),
    ...inheritedParts(id, sides),
    ...usedByPartitioning(id, sides),
    ...withItsBound(id, sides),
    ...changedAlong(id, sides),
    ...attachedElsewhere(id, sides),
    ...columnsOfItsType(id, sides),
    ...columnsForToast(id, sides),
  ],

  // It is attached, or inherits, in a statement of its own that waits for them.
  precedesParents: () => false,

  // A partition that belongs elsewhere then is detached before its table goes.
  outlives: ({ id }, parent, { goal }) => goal.objects.get(id)?.parents.includes(parent) === false,

  reshapes({ id, attributes: to }, { target, isMade }) {
    const from = target.objects.get(id)?.attributes;
    if (from === undefined || isMade(id)) return [];
    const isLoggedAlike = from.partition_key !== null || from.unlogged === to.unlogged;
    return isLoggedAlike && from.access_method === to.access_method ? [] : [id];
  },

  absorbs: (object, child, context) =>
    child.kind === 'column' ||
    (child.kind === 'constraint' &&
      ((comesByItself(child) && !comesAfterwards(child, context)) ||
        (isInline(child, isPartitioned(object)) &&
          !isMerged(child, context.children(object.id)) &&
          !makesOwn(child, object) &&
          olderInPartition(child, context).length === 0))),

  create(object, context, absorbed) {
    const { attributes } = object;
    const name = qualified(object.schema, object.name);
    const isPartition = attributes.partition_bound !== null;
    const columns = absorbed
      .filter(({ kind }) => kind === 'column')
      .filter((column) => isPartition || column.facts.inherited !== true)
      .sort((a, b) => Number(a.facts.position) - Number(b.facts.position));
    const isTyped = attributes.of_type !== null;
    const { version } = context.target.server;
    const lines = [
      ...columns.map((column) => columnSql(column, context, absorbed, isTyped)).filter((line) => line !== ''),
      ...(isPartition
        ? []
        : absorbed.filter((each) => ownsNotNull(each, version)).map((each) => ownNotNullSql(each, context))),
      ...absorbed
        .filter((each) => each.kind === 'constraint' && isInline(each, isPartitioned(object)))
        .map(inlineConstraint),
    ];
    const body =
      lines.length > 0 || !isTyped
        ? ` (${lines.map((line) => `\n  ${line}`).join(',')}${lines.length ? '\n' : ''})`
        : '';
    const isUnlogged = attributes.unlogged === true && !hasNoUnlogged(attributes.partition_key, version);
    const create = [
      `CREATE ${isUnlogged ? 'UNLOGGED ' : ''}TABLE${ifNotExists(context)} ${name}`,
      attributes.of_type === null ? '' : ` OF ${attributes.of_type}`,
      body,
      !isPartition && attributes.inherits.length > 0 ? ` INHERITS (${attributes.inherits.join(', ')})` : '',
      attributes.partition_key === null ? '' : ` PARTITION BY ${attributes.partition_key}`,
      attributes.access_method === null ? '' : ` USING ${ident(attributes.access_method)}`,
      withOptions(attributes.options),
      attributes.tablespace === null ? '' : ` TABLESPACE ${ident(attributes.tablespace)}`,
    ].join('');
    const isFilled = keepsRows(object.id, context);
    const afterRows = isFilled ? { later: true as const, requires: [rowsBack(object.id)] } : {};
    return [
      {
        sql: create,
        ...(!isPartition && { after: lostAbove(object, context), requires: saidAboveAsWell(object, context) }),
      },
      ...columns.flatMap((column) => columnExtras(column, context)),
      ...identityExtras(absorbed, isUnlogged),
      ...overrides(object, absorbed, context),
      ...(attributes.row_security ? [rowSecurity(object, 'ENABLE')] : []),
      ...(attributes.force_row_security ? [{ ...rowSecurity(object, 'FORCE'), ...afterRows }] : []),
      ...(isPartition ? [...uncheckedChecks(object, absorbed), attach(object, context)] : []),
      ...(isFilled ? bringRowsBack(object, context) : []),
      ...identityAndCluster(object, { replica_identity: 'DEFAULT', clustered_on: null }, context),
    ];
  },

  drop(object, context, absorbed) {
    const { id, schema, name, parents } = object;
    const keeps = keepsRows(id, context);
    return [
      ...(keeps ? putRowsAside(object, context, absorbed) : []),
      {
        sql: `DROP TABLE${ifExists(context)} ${qualified(schema, name)}`,
        hazards: [
          ...(keeps
            ? keptRowsHazards(object, context)
            : [
                ...hazardFor(id, 'DELETES_DATA', id, 'its rows are lost'),
                hazard('BREAKS_CLIENTS', id, 'queries that use it fail'),
              ]),
          ...[id, ...parents, ...referencedBy(absorbed)].flatMap((each) => locksOut(each, id)),
        ],
      },
    ];
  },

  alter(target, goal, changes, context) {
    const { attributes: from } = target;
    const { attributes: to } = goal;
    const changed = new Set(changes.map(({ attribute }) => attribute));
    // Of a partitioned table PostgreSQL takes the statement, before 18, and changes nothing.
    const isLoggedOtherwise = changed.has('unlogged') && to.partition_key !== null;
    if (changed.has('partition_key') || isLoggedOtherwise) return 'replace';
    if (changed.has('of_type') && !isInOrderOfType(goal, context)) return 'replace';
    const alter = `ALTER TABLE ${qualified(goal.schema, goal.name)}`;
    const lock = locksOut(goal.id, goal.id);
    const rewrites = [...lock, ...hazardFor(goal.id, 'REWRITES_TABLE', goal.id, 'writes the whole table again')];
    const statements: Statement[] = [];
    if (changed.has('of_type')) statements.push(...anotherType(target, goal, lock, context));
    if (changed.has('unlogged')) {
      statements.push({
        sql: `${alter} SET ${to.unlogged ? 'UNLOGGED' : 'LOGGED'}`,
        hazards: rewrites,
        ...amongForeignKeys(goal.id, to.unlogged === true, context),
      });
      // One that it owns only before, or only then, may be its own at that moment.
      const owned = new Set([...context.targetChildren(goal.id), ...context.children(goal.id)].map(({ id }) => id));
      const staying = [...owned].flatMap((id) => context.goal.objects.get(id) ?? []);
      statements.push(
        ...staying.flatMap((each) =>
          persistenceStatements([each], to.unlogged === true).map((set) => ({ ...set, unlessMade: each.id })),
        ),
      );
    }
    if (changed.has('access_method')) {
      statements.push({ sql: `${alter} SET ACCESS METHOD ${ident(to.access_method ?? 'heap')}`, hazards: rewrites });
    }
    if (changed.has('tablespace')) {
      statements.push({ sql: `${alter} SET TABLESPACE ${ident(to.tablespace ?? 'pg_default')}`, hazards: rewrites });
    }
    statements.push(
      ...storageParameterChanges(target, goal, context),
      ...leaveParents(target, goal, changed, context),
      ...notNullNames(goal, context),
      ...joinParents(target, goal, changed, context),
    );
    if (changed.has('row_security')) statements.push(rowSecurity(goal, to.row_security ? 'ENABLE' : 'DISABLE'));
    if (changed.has('force_row_security')) {
      statements.push(rowSecurity(goal, to.force_row_security ? 'FORCE' : 'NO FORCE'));
    }
    const isKeyInCircle = changed.has('unlogged') ? keysInCircle(goal.id, context) : () => false;
    return {
      statements: [...withRightsToRewrite(goal.id, statements, context), ...identityAndCluster(goal, from, context)],
      disturbs: (dependent) =>
        isKeyInCircle(dependent) || (changed.has('partition_bound') && dependent.kind === 'partition_trigger'),
    };
  },

  verify: (object) =>
    relationExists(
      object,
      object.attributes.partition_key === null ? "'r'" : "'p'",
      ` AND c.relrowsecurity = ${String(object.attributes.row_security)}` +
        ` AND c.relforcerowsecurity = ${String(object.attributes.force_row_security)}` +
        isLoggedAs(object.attributes) +
        ` AND c.reloftype = ${typeOid(object.attributes.of_type)} AND ${hasPlace(object.attributes)}` +
        partitionedBy(object.attributes.partition_key),
    ),
};

/** A partitioned table has no rows to log or not; PostgreSQL 18 refuses to call one unlogged. */
const NO_UNLOGGED = 180000;

function hasNoUnlogged(partitionKey: string | null, version: number): boolean {
  return partitionKey !== null && version >= NO_UNLOGGED;
}

function isLoggedAs({ unlogged, partition_key: key }: TableAttributes): string {
  if (unlogged === null) return '';
  const isAs = `c.relpersistence = ${unlogged ? "'u'" : "'p'"}`;
  return key === null
    ? ` AND ${isAs}`
    : ` AND (${isAs} OR pg_catalog.current_setting('server_version_num')::integer >= ${NO_UNLOGGED})`;
}

function typeOid(name: string | null): string {
  return name === null ? '0' : `pg_catalog.to_regtype(${literal(name)})`;
}

function partitionedBy(key: string | null): string {
  return key === null ? '' : ` AND pg_catalog.pg_get_partkeydef(c.oid) = ${literal(key)}`;
}

function isPartitioned({ attributes }: CatalogObject<TableAttributes>): boolean {
  return attributes.partition_key !== null;
}

/** CREATE TABLE makes one key of two over the same columns. */
function isMerged({ id, attributes }: CatalogObject, siblings: readonly CatalogObject[]): boolean {
  const columns = textOf(attributes.definition).replace('PRIMARY KEY', 'UNIQUE');
  return (
    (attributes.type === 'unique' || attributes.type === 'exclude') &&
    siblings.some(
      (other) =>
        other.kind === 'constraint' &&
        other.id !== id &&
        textOf(other.attributes.definition).replace('PRIMARY KEY', 'UNIQUE') === columns,
    )
  );
}

/** In CREATE TABLE a primary key makes the NOT NULLs that a table inherits its own; added later it does not. */
function makesOwn({ attributes }: CatalogObject, table: CatalogObject<TableAttributes>): boolean {
  return attributes.type === 'primary_key' && table.attributes.inherits.length > 0;
}

function rowSecurity(object: CatalogObject, what: string): Statement {
  return {
    sql: `ALTER TABLE ${qualified(object.schema, object.name)} ${what} ROW LEVEL SECURITY`,
    hazards: [
      ...hazardFor(object.id, 'CHANGES_ACCESS', object.id, 'changes which rows a role can see'),
      ...locksOut(object.id, object.id),
    ],
  };
}

/** What an inherited column has otherwise than its parent's, of which it takes default, NOT NULL and how it is stored. */
function overrides(
  object: CatalogObject<TableAttributes>,
  absorbed: readonly CatalogObject[],
  context: PlanContext,
): Statement[] {
  if (object.attributes.partition_bound !== null) return [];
  const statements: Statement[] = [];
  for (const column of absorbed.filter(({ kind, facts }) => kind === 'column' && facts.inherited === true)) {
    const parent = column.parents.slice(1).flatMap((id) => context.goal.objects.get(id) ?? [])[0];
    if (parent === undefined) continue;
    statements.push(...defaultBelow(column, parent, absorbed, context));
    if (!ownsNotNull(column, context.target.server.version)) statements.push(...notNullBelow(column, context));
    const { storage, compression } = parent.attributes;
    const asTaken = { storage: storage ?? null, compression: compression ?? null };
    statements.push(...storageChanges({ ...column, attributes: asTaken }, column));
  }
  return statements;
}

/** A partition must have its parent's checks when it is attached. */
function uncheckedChecks({ schema, name }: CatalogObject, absorbed: readonly CatalogObject[]): Statement[] {
  return absorbed.filter(isUnchecked).map((check) => ({
    sql: `ALTER TABLE ${qualified(schema, name)} ADD ${inlineConstraint(check)}`,
    once: true,
  }));
}

function identityAndCluster(
  goal: CatalogObject<TableAttributes>,
  from: Pick<TableAttributes, 'replica_identity' | 'clustered_on'>,
  context: PlanContext,
): Statement[] {
  const alter = `ALTER TABLE ${qualified(goal.schema, goal.name)}`;
  const { replica_identity: identity } = goal.attributes;
  const index = (name: string | undefined): readonly string[] =>
    context
      .children(goal.id)
      .filter((child) => (child.kind === 'index' || child.kind === 'constraint') && ident(child.name) === name)
      .map(({ id }) => id);
  const statements: Statement[] = [];
  const used = index(identity.split('USING INDEX ')[1]);
  if (identity !== from.replica_identity || used.some((id) => context.isMade(id))) {
    if (identity !== 'DEFAULT' || from.replica_identity !== 'DEFAULT') {
      statements.push({
        sql: `${alter} REPLICA IDENTITY ${identity}`,
        // Its columns may become NOT NULL only now.
        requires: used.flatMap((id) => [id, ...(context.goal.dependencies.get(id) ?? [])]),
        later: true,
        hazards: locksOut(goal.id, goal.id),
      });
    }
  }
  return [...statements, ...clusterChange(goal, from.clustered_on, context)];
}
