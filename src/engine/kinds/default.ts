import { locksOut } from '../hazards';
import type { Kind, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject, type Hazard } from '../model';
import { ident, literal } from '../quote';
import { flag, inOnePiece, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { tableOf } from './shared/relations';

interface DefaultAttributes extends Attributes {
  readonly expression: string;
}

/** A column's default: an object to pg_depend, an attribute of the column to people. */
export const columnDefault: Kind<DefaultAttributes> = {
  name: 'default',
  label: { one: 'default', many: 'defaults' },
  catalog: 'pg_attrdef',
  part: 'expression',
  evaluates: true,

  // Without the table PostgreSQL need not load what it knows of it: a default has no columns in it. What generates a
  // column has, and is not asked for.
  query: () => `
    SELECT d.oid, 0, d.adrelid, d.adnum, e.expression, ${isVolatile('e.expression')}
    FROM pg_catalog.pg_attrdef d
    CROSS JOIN LATERAL (SELECT CASE WHEN '' = (
      SELECT a.attgenerated FROM pg_catalog.pg_attribute a WHERE a.attrelid = d.adrelid AND a.attnum = d.adnum)
      THEN pg_catalog.pg_get_expr(d.adbin, 0) END AS expression OFFSET 0) e
    WHERE d.adrelid >= ${FIRST_USER_OID} AND e.expression IS NOT NULL`,

  read(row, reader) {
    const column = reader.find('pg_class', row[2], text(row, 3));
    if (column?.kind !== 'column') return null;
    return {
      id: inOnePiece('default:', column.id.slice('column:'.length)),
      kind: 'default',
      schema: column.schema,
      name: column.name,
      // That of a column that the table says itself is its own.
      parents: [
        column.id,
        ...(column.facts.said_itself === true
          ? []
          : column.parents.slice(1).map((id) => `default:${id.slice('column:'.length)}`)),
      ],
      attributes: { expression: text(row, 4) },
      facts: {
        table: tableOf(column),
        relation: column.parents[0] ?? null,
        volatile: flag(row, 5),
        inherited: column.facts.inherited === true,
        of_view: column.facts.of_view === true,
      },
    };
  },

  followRename: (_before, after, [column]) => ({ ...after, name: column?.name ?? after.name }),

  address: (object) => `COLUMN ${tableOf(object)}.${ident(object.name)}`,
  // A default is set and dropped in one table ONLY. That of a view's column goes with the view alone: columns are not dropped there.
  outlives: ({ parents, facts }, parent, { isRemoved }) =>
    parent !== parents[0] || (facts.of_view === true && !isRemoved(textOf(facts.relation))),
  create: (object) => [setDefault(object)],
  drop: (object, { goal }) => {
    const column = goal.objects.get(object.parents[0] ?? '');
    // Of an identity PostgreSQL does not even drop what is not there.
    const isOnce = typeof column?.attributes.identity === 'string';
    return [{ sql: `${alterColumn(object)} DROP DEFAULT`, hazards: lock(object), ...(isOnce && { once: true }) }];
  },
  alter: (_target, goal) => ({ statements: [setDefault(goal)] }),
  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid ` +
    `AND a.attnum = d.adnum WHERE d.adrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND a.attname = ${literal(object.name)} ` +
    `AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) = ${literal(object.attributes.expression)})`,
};

/**
 * SQL over `pg_attrdef d`: whether its value may be another for each row. PostgreSQL's own functions are looked up in the
 * tree that it keeps of an expression, which takes long; a text without parentheses calls none that matters here, though
 * a user's may be behind a cast that is not written.
 */
function isVolatile(expression: string): string {
  return `CASE
      WHEN ${expression} = 'now()' THEN false
      WHEN ${expression} = 'gen_random_uuid()' OR ${expression} LIKE 'nextval(%' THEN true
      WHEN ${expression} LIKE '%(%' THEN EXISTS (
        SELECT FROM pg_catalog.regexp_matches(d.adbin::text, ':(?:op)?funcid ([0-9]+)', 'g') f
        JOIN pg_catalog.pg_proc p ON p.oid = f[1]::oid WHERE p.provolatile = 'v')
      ELSE d.oid IN (
        SELECT k.objid FROM pg_catalog.pg_depend k JOIN pg_catalog.pg_proc p ON p.oid = k.refobjid
        WHERE k.classid = 2604 AND k.refclassid = 1255 AND p.provolatile = 'v') END`;
}

function setDefault(object: CatalogObject<DefaultAttributes>): Statement {
  return { sql: `${alterColumn(object)} SET DEFAULT ${object.attributes.expression}`, hazards: lock(object) };
}

function lock({ id, facts }: CatalogObject): readonly Hazard[] {
  return locksOut(textOf(facts.relation), id);
}

function alterColumn(object: Parameters<typeof tableOf>[0]): string {
  const what = object.facts.of_view === true ? 'VIEW' : 'TABLE ONLY';
  return `ALTER ${what} ${tableOf(object)} ALTER COLUMN ${ident(object.name)}`;
}
