import { hazardFor, locksOut, scans } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { perCatalog } from '../../per-catalog';
import { ident, literal, qualified } from '../../quote';
import { bytesOf, clip, LONGEST_NAME } from './name-length';
import { nameBeside, validate, validated } from './online';
import { tableOf } from './relations';

/** From this version on a NOT NULL is a constraint with a name. */
export const NAMED = 180000;

/**
 * For the SELECT over `pg_attribute a` and its `pg_class c`: the name of its NOT NULL, whether the table has it of its own,
 * and what else PostgreSQL knows of it; and whether any of that is not what most have.
 */
export function notNullSql(version: number): {
  readonly items: string;
  readonly isUnusual: string;
  readonly join: string;
} {
  if (version < NAMED) return { items: 'NULL, NULL, NULL, NULL, NULL', isUnusual: 'false', join: '' };
  return {
    isUnusual: `k.conname <> c.relname || '_' || a.attname || '_not_null' OR NOT k.conislocal OR k.coninhcount > 0
      OR k.connoinherit OR NOT k.convalidated OR e.description IS NOT NULL`,
    items:
      'k.conname, k.conislocal, CASE WHEN k.coninhcount = 0 THEN k.connoinherit END, k.convalidated, e.description',
    join: `LEFT JOIN pg_catalog.pg_constraint k
      ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND a.attnotnull
    LEFT JOIN pg_catalog.pg_description e ON e.classoid = 2606 AND e.objoid = k.oid`,
  };
}

/** The name where somebody chose it; null for the one that PostgreSQL gives, which older versions do not have. */
export function readNotNullName(name: string | null | undefined, table: string, column: string): string | null {
  return name == null || name === usualName(table, column) ? null : name;
}

/** PostgreSQL shortens long names, the longer of the two parts first: makeObjectName in its sources. */
function usualName(table: string, column: string): string {
  const room = LONGEST_NAME - '__not_null'.length;
  let [left, right] = [bytesOf(table), bytesOf(column)];
  while (left + right > room) {
    if (left > right) left--;
    else right--;
  }
  return `${clip(table, left)}_${clip(column, right)}_not_null`;
}

function nameOf({ facts, name }: CatalogObject): string {
  return textOf(facts.not_null_name) || usualName(textOf(facts.table_name), name);
}

/** The names of constraints that somebody chose, with their schemas. */
const chosenNames = perCatalog(({ objects }): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { kind, schema, name, facts } of objects.values()) {
    if (kind === 'constraint') names.add(qualified(schema, name));
    else if (typeof facts.not_null_name === 'string') names.add(qualified(schema, facts.not_null_name));
  }
  return names;
});

/**
 * ` CONSTRAINT name` for a server that knows it, or nothing. The usual name is said too where another constraint of the
 * schema has taken it, or had: PostgreSQL would choose another.
 */
export function notNullName(column: CatalogObject, { goal, target }: PlanContext): string {
  if (target.server.version < NAMED) return '';
  const name = nameOf(column);
  const isTaken = [goal, target].some((catalog) => chosenNames(catalog).has(qualified(column.schema, name)));
  return isTaken || typeof column.facts.not_null_name === 'string' ? ` CONSTRAINT ${ident(name)}` : '';
}

/** What only the constraint has, where it is not as usual: NO INHERIT, NOT VALID, a comment. */
export const NOT_NULL_DETAILS = { not_null_no_inherit: NAMED, not_null_valid: NAMED, not_null_comment: NAMED };

export function readNotNullDetails(noInherit: boolean, valid: boolean, comment: string | null): Attributes {
  return {
    ...(noInherit ? { not_null_no_inherit: true } : {}),
    ...(valid ? {} : { not_null_valid: false }),
    ...(comment === null ? {} : { not_null_comment: comment }),
  };
}

/** From the details of one NOT NULL to those of another that is there by then under the goal's name. */
export function notNullDetails(from: Attributes, goal: CatalogObject, context: PlanContext): Statement[] {
  const { attributes: to, parents, id } = goal;
  if (context.target.server.version < NAMED || to.not_null !== true) return [];
  const [table, name] = [tableOf(goal), ident(nameOf(goal))];
  const hazards = locksOut(parents[0], id);
  const isLoosened = from.not_null_valid !== false && to.not_null_valid === false;
  const before = isLoosened ? {} : from;
  return [
    ...(isLoosened
      ? [
          ...(from.not_null === true ? [{ sql: `ALTER TABLE ${table} DROP CONSTRAINT ${name}`, hazards }] : []),
          {
            sql: `ALTER TABLE ${table} ADD CONSTRAINT ${name} NOT NULL ${ident(goal.name)} NOT VALID`,
            once: true as const,
            hazards,
          },
        ]
      : []),
    ...(from.not_null_valid === false && to.not_null_valid !== false
      ? [validated(goal, nameOf(goal), 'a row may hold null', context)]
      : []),
    ...(before.not_null_no_inherit === to.not_null_no_inherit
      ? []
      : [
          {
            sql: `ALTER TABLE ${table} ALTER CONSTRAINT ${name} ${to.not_null_no_inherit === true ? 'NO INHERIT' : 'INHERIT'}`,
            hazards,
          },
        ]),
    ...(before.not_null_comment === to.not_null_comment
      ? []
      : [
          {
            sql: `COMMENT ON CONSTRAINT ${name} ON ${table} IS ${typeof to.not_null_comment === 'string' ? literal(to.not_null_comment) : 'NULL'}`,
          },
        ]),
  ];
}

/** Whether a child says NOT NULL itself of a column that it inherits. */
export function ownsNotNull({ facts }: CatalogObject, version: number): boolean {
  return version >= NAMED && facts.inherited === true && facts.not_null_is_own === true;
}

/** How CREATE TABLE says so. */
export function ownNotNullSql(column: CatalogObject, context: PlanContext): string {
  return `${notNullName(column, context)} NOT NULL ${ident(column.name)}`.trimStart();
}

/** Conditions over `pg_attribute a`: its NOT NULL has that name, on a server that knows names. */
export function hasNotNullName(column: CatalogObject): readonly string[] {
  const { not_null: notNull, not_null_name: name } = column.attributes;
  if (notNull !== true || name === undefined) return [];
  return [
    `(pg_catalog.current_setting('server_version_num')::integer < ${NAMED} OR EXISTS (SELECT FROM pg_catalog.pg_constraint k ` +
      `WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND k.conname = ${literal(nameOf(column))}))`,
  ];
}

export function setNotNull(column: CatalogObject, context: PlanContext): Statement {
  const [table] = column.parents;
  return {
    sql: setNotNullSql(column, context),
    hazards: [
      ...locksOut(table, column.id),
      ...hazardFor(table, 'MAY_FAIL_ON_EXISTING_ROWS', column.id, 'a row may hold null'),
      ...scans(table, column.id),
    ],
  };
}

function setNotNullSql(column: CatalogObject, context: PlanContext): string {
  const name = notNullName(column, context);
  return name === ''
    ? `ALTER TABLE ${tableOf(column)} ALTER COLUMN ${ident(column.name)} SET NOT NULL`
    : `ALTER TABLE ${tableOf(column)} ADD${name} NOT NULL ${ident(column.name)}`;
}

/**
 * Makes a column NOT NULL without reading the table under an exclusive lock: by a NOT NULL that is validated afterwards,
 * or before PostgreSQL 18 by a check that is, and that is dropped when it has done its work.
 */
export function setNotNullOnline(column: CatalogObject, context: PlanContext): Statement[] {
  const table = tableOf(column);
  const isNamed = context.target.server.version >= NAMED;
  const name = isNamed ? nameOf(column) : nameBeside(column.name, 'not_null');
  const condition = isNamed ? `NOT NULL ${ident(column.name)}` : `CHECK (${ident(column.name)} IS NOT NULL)`;
  return [
    {
      sql: `ALTER TABLE ${table} ADD CONSTRAINT ${ident(name)} ${condition} NOT VALID`,
      ahead: true,
      hazards: locksOut(column.parents[0], column.id),
    },
    { ...validate(column.id, table, name, 'a row may hold null'), ahead: true },
    ...(isNamed
      ? []
      : [{ sql: setNotNullSql(column, context) }, { sql: `ALTER TABLE ${table} DROP CONSTRAINT ${ident(name)}` }]),
  ];
}

/** Whether the column is inherited and its table joins or leaves what it is inherited from. */
export function changesParents(target: CatalogObject, goal: CatalogObject): boolean {
  const isInherited = target.facts.inherited === true || goal.facts.inherited === true;
  return isInherited && target.parents.join() !== goal.parents.join();
}

/** Lets the tables that inherit a column have its NOT NULL as their own: it would count as inherited when the column is gone. */
export function leaveNotNull(column: CatalogObject, version: number): Statement[] {
  if (version < NAMED || column.attributes.not_null !== true) return [];
  return [{ sql: `ALTER TABLE ONLY ${tableOf(column)} ALTER COLUMN ${ident(column.name)} DROP NOT NULL`, once: true }];
}

/** From one name to another, or to and from PostgreSQL's own. */
export function renameNotNull(target: CatalogObject, goal: CatalogObject, version: number): Statement[] {
  const [from, to] = [nameOf(target), nameOf(goal)];
  if (version < NAMED || from === to) return [];
  return [
    {
      sql: `ALTER TABLE ${tableOf(goal)} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`,
      onlyWhere: `EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass(${literal(tableOf(goal))}) AND conname = ${literal(from)})`,
      hazards: locksOut(goal.parents[0], goal.id),
    },
  ];
}

/** A renamed column, or the column of a renamed table, keeps the name that its NOT NULL has. */
export function withNotNullName<A extends Attributes>(
  before: CatalogObject<A>,
  after: CatalogObject<A>,
): CatalogObject<A> {
  if (before.attributes.not_null_name === undefined || before.attributes.not_null !== true) return after;
  const was = textOf(before.facts.not_null_name) || usualName(textOf(before.facts.table_name), before.name);
  const name = readNotNullName(was, textOf(after.facts.table_name), after.name);
  return {
    ...after,
    attributes: { ...after.attributes, not_null_name: name },
    facts: { ...after.facts, not_null_name: name },
  };
}
