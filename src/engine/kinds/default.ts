import { locksOut } from '../hazards';
import type { Kind, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject, type Hazard } from '../model';
import { ident, literal } from '../quote';
import { flag, text } from '../reader';
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

  query: () => `
    SELECT d.oid, 0, d.adrelid, d.adnum, pg_catalog.pg_get_expr(d.adbin, d.adrelid), 
      -- PostgreSQL keeps an expression as a tree that names functions by oid.
      EXISTS (SELECT FROM pg_catalog.regexp_matches(d.adbin::text, ':(?:op)?funcid ([0-9]+)', 'g') f
        JOIN pg_catalog.pg_proc p ON p.oid = f[1]::oid WHERE p.provolatile = 'v')
    FROM pg_catalog.pg_attrdef d
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE d.adrelid >= ${FIRST_USER_OID} AND a.attgenerated = ''`,

  read(row, reader) {
    const column = reader.find('pg_class', row[2], text(row, 3));
    if (column?.kind !== 'column') return null;
    return {
      id: `default:${column.id.slice('column:'.length)}`,
      kind: 'default',
      schema: column.schema,
      name: column.name,
      parents: [column.id, ...column.parents.slice(1).map((id) => `default:${id.slice('column:'.length)}`)],
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
  // A default is set and dropped in one table ONLY.
  outlives: ({ parents }, parent) => parent !== parents[0],
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
