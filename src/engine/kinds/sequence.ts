import { currentOwner } from '../facets';
import { aclSql, readGrants, type Grants } from '../grants';
import { hazard, locksOut } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject, type Value } from '../model';
import { ident, literal, qualified } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { putPositionAside } from './shared/kept-rows';
import { identitySql } from './shared/column-sql';
import { relationClaims, relationExists, tableOf } from './shared/relations';
import { identityExtras, sequenceOptions, setOptions } from './shared/sequence-options';
import { ifExists, ifNotExists } from './shared/run-again';

interface SequenceAttributes extends Attributes {
  readonly grants: Grants;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
  readonly unlogged: boolean;
  /** The column that it goes away with, as SQL. */
  readonly owned_by: string | null;
  /** The column that it is the identity of, as SQL: then it is owned by none. */
  readonly identity_of: string | null;
}

/** The types of columns whose values a sequence can count on from. */
const INTEGERS: ReadonlySet<Value | undefined> = new Set(['smallint', 'integer', 'bigint']);

const OPTIONS = ['type', 'start', 'increment', 'min', 'max', 'cache', 'cycle'];

export const sequence: Kind<SequenceAttributes> = {
  name: 'sequence',
  label: { one: 'sequence', many: 'sequences' },
  catalog: 'pg_class',
  precedesParents: ({ facts }) => facts.identity !== true,
  // An identity is made and dropped with its column's.
  prerequisites: (id, { source, target }) =>
    [source, target]
      .flatMap(({ objects }) => objects.get(id) ?? [])
      .flatMap(({ facts, parents }) => (facts.identity === true ? parents.slice(1) : [])),
  rename: { why: 'the same options' },
  followRename: (_before, after, parents) => {
    const column = parents[1];
    return column === undefined ? after : { ...after, facts: { ...after.facts, column: ident(column.name) } };
  },
  defaultPrivileges: 'SEQUENCES',

  query: () => `
    SELECT c.oid, 0, c.relnamespace, c.relname, pg_catalog.pg_get_userbyid(c.relowner), ${aclSql('c.relacl', 's', 'c.relowner')}, c.relpersistence = 'u', pg_catalog.format_type(s.seqtypid, NULL),
      s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, d.refobjid, d.refobjsubid, d.deptype = 'i'
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
    LEFT JOIN pg_catalog.pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0
      AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')
    WHERE c.oid >= ${FIRST_USER_OID} AND c.relpersistence <> 't'`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const column = row[15] == null ? undefined : reader.find('pg_class', row[15], text(row, 16));
    // The sequence of a column that an extension made, or of a foreign table, is not ours.
    if (row[15] != null && column === undefined) return null;
    const identity = flag(row, 17);
    return {
      id: objectId('sequence', [schema, name]),
      kind: 'sequence',
      schema,
      name,
      parents: column === undefined ? [] : [...column.parents.slice(0, 1), column.id],
      attributes: {
        // Owned sequences belong to their table's owner.
        ...(column === undefined ? { owner } : {}),
        grants: readGrants(row[5], row[6], owner),
        unlogged: flag(row, 7),
        type: text(row, 8),
        start: text(row, 9),
        increment: text(row, 10),
        min: text(row, 11),
        max: text(row, 12),
        cache: text(row, 13),
        cycle: flag(row, 14),
        owned_by: column === undefined || identity ? null : sqlOf(column),
        identity_of: column !== undefined && identity ? sqlOf(column) : null,
      },
      facts: {
        identity,
        ...(identity && column?.attributes.type !== row[8] ? { own_type: true } : {}),
        ...(column === undefined ? {} : { table: tableOf(column), column: ident(column.name) }),
      },
    };
  },

  outlives: ({ id, facts }, parent, { goal }) => {
    const wanted = goal.objects.get(id);
    return facts.identity !== true && wanted?.facts.identity !== true && wanted?.parents.includes(parent) === false;
  },

  address: ({ schema, name }) => `SEQUENCE ${qualified(schema, name)}`,
  claims: relationClaims,

  create(object, context) {
    const { attributes } = object;
    if (object.facts.identity === true)
      return [
        addIdentity(object, context),
        ...identityExtras([object], isTableUnlogged(object, context)),
        ...keepPosition(object, context),
      ];
    const name = qualified(object.schema, object.name);
    const type = attributes.type === 'bigint' ? '' : ` AS ${attributes.type}`;
    return [
      {
        sql: `CREATE ${attributes.unlogged ? 'UNLOGGED ' : ''}SEQUENCE${ifNotExists(context)} ${name}${type}${sequenceOptions(attributes)}`,
      },
      ...ownedBy(object, context.target.server.user, context),
      ...keepPosition(object, context),
    ];
  },

  drop: (object, context) =>
    object.facts.identity === true
      ? [
          {
            sql: `${alterColumn(object)} DROP IDENTITY${ifExists(context)}`,
            hazards: locksOut(object.parents[0], object.id),
          },
        ]
      : [
          ...putPositionAside(object, context),
          {
            sql: `DROP SEQUENCE${ifExists(context)} ${qualified(object.schema, object.name)}`,
            hazards: context.isMade(object.id)
              ? []
              : [hazard('DELETES_DATA', object.id, 'the position of the sequence is lost')],
          },
        ],

  alter(target, goal, changes, context) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    if (changed.has('identity_of')) return 'replace';
    const alter = `ALTER SEQUENCE ${qualified(goal.schema, goal.name)}`;
    const { attributes: to } = goal;
    const statements: Statement[] = [];
    // Its column would take it along.
    if (changed.has('owned_by') && target.parents.length > 0) {
      statements.push({ sql: `${alter} OWNED BY NONE`, before: target.parents });
    }
    if (changed.has('unlogged')) statements.push({ sql: `${alter} SET ${to.unlogged ? 'UNLOGGED' : 'LOGGED'}` });
    if (OPTIONS.some((option) => changed.has(option))) statements.push(optionChange(target, goal));
    if (changed.has('owned_by')) statements.push(...ownedBy(goal, currentOwner(target, context), context));
    return { statements };
  },

  release: (target) => (target.facts.identity === true ? 'keep' : 'replace'),

  verify: (object) => {
    const { attributes } = object;
    const options = [attributes.start, attributes.increment, attributes.min, attributes.max, attributes.cache];
    return relationExists(
      object,
      "'S'",
      ` AND EXISTS (SELECT FROM pg_catalog.pg_sequence s WHERE s.seqrelid = c.oid` +
        ` AND pg_catalog.format_type(s.seqtypid, NULL) = ${literal(attributes.type)}` +
        ` AND ROW(s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache) = ROW(${options.join(', ')})` +
        ` AND s.seqcycle = ${String(attributes.cycle)})` +
        ` AND ${object.facts.identity === true ? '' : 'NOT '}EXISTS (SELECT FROM pg_catalog.pg_depend d` +
        ` WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'i')`,
    );
  },
};

/** A sequence that is made for a column with values goes on behind the last of them, where its bounds allow that. */
function keepPosition(sequence: CatalogObject<SequenceAttributes>, context: PlanContext): Statement[] {
  const [table, column] = sequence.parents.map((id) => context.goal.objects.get(id));
  if (table === undefined || column === undefined || !INTEGERS.has(column.attributes.type)) return [];
  const hasValues = context.target.objects.has(column.id) && !context.isMade(column.id);
  if (!hasValues || context.isRemoved(table.id)) return [];
  const { increment, min, max } = sequence.attributes;
  const last = `pg_catalog.${increment.startsWith('-') ? 'min' : 'max'}(${ident(column.name)})`;
  const name = literal(qualified(sequence.schema, sequence.name));
  return [
    {
      sql: `SELECT pg_catalog.setval(${name}, ${last}) FROM ${tableOf(sequence)} HAVING ${last} BETWEEN ${min} AND ${max}`,
      requires: sequence.parents,
      later: true,
    },
  ];
}

/** An identity is its sequence: where the column is there already, it is added to it. */
function addIdentity(sequence: CatalogObject<SequenceAttributes>, { goal }: PlanContext): Statement {
  const column = sequence.parents.slice(1).flatMap((id) => goal.objects.get(id) ?? [])[0];
  return {
    sql: `${alterColumn(sequence)} ADD${column === undefined ? '' : identitySql(column, sequence)}`,
    once: true,
    hazards: locksOut(sequence.parents[0], sequence.id),
  };
}

function isTableUnlogged(sequence: CatalogObject, { goal }: PlanContext): boolean {
  return goal.objects.get(sequence.parents[0] ?? '')?.attributes.unlogged === true;
}

function sqlOf(column: CatalogObject): string {
  return `${tableOf(column)}.${ident(column.name)}`;
}

function alterColumn({ facts }: CatalogObject): string {
  return `ALTER TABLE ${textOf(facts.table)} ALTER COLUMN ${textOf(facts.column)}`;
}

/** A sequence can only be tied to a table of the same owner. */
function ownedBy(object: CatalogObject<SequenceAttributes>, owner: unknown, { goal }: PlanContext): Statement[] {
  const { owned_by: column } = object.attributes;
  if (column === null) return [];
  const alter = `ALTER SEQUENCE ${qualified(object.schema, object.name)}`;
  const wanted = object.parents.flatMap((id) => goal.objects.get(id)?.attributes.owner ?? [])[0];
  return [
    ...(typeof wanted === 'string' && wanted !== owner ? [{ sql: `${alter} OWNER TO ${ident(wanted)}` }] : []),
    { sql: `${alter} OWNED BY ${column}`, requires: object.parents, later: true },
  ];
}

/** Every option is said; where the old bounds reach beyond the new ones, a value left outside starts again. */
function optionChange(
  { attributes: from }: CatalogObject<SequenceAttributes>,
  goal: CatalogObject<SequenceAttributes>,
): Statement {
  const { id, schema, name, attributes: to } = goal;
  const sql = setOptions(goal);
  if (BigInt(from.min) >= BigInt(to.min) && BigInt(from.max) <= BigInt(to.max)) return { sql };
  return {
    sql: [
      'DO $$',
      'BEGIN',
      `  IF (SELECT last_value NOT BETWEEN ${to.min} AND ${to.max} FROM ${qualified(schema, name)}) THEN`,
      `    ${sql} RESTART WITH ${to.start};`,
      '  ELSE',
      `    ${sql};`,
      '  END IF;',
      'END $$',
    ].join('\n'),
    hazards: [hazard('NEEDS_PERSON', id, 'starts again if its current value lies outside the new bounds')],
  };
}
