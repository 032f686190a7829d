import type { CatalogObject } from '../engine/model';
import { ident, literal, qualified } from '../engine/quote';
import { EnvironmentError } from '../environments/errors';
import type { Connection } from '../environments/session';

const ROWS = 3;

/** A column that can be given a value. */
interface Fillable {
  readonly name: string;
  readonly notNull: boolean;
  /** SQL for its value in row `n`; null where nothing general can be said. */
  readonly value: string | null;
}

/**
 * Puts rows into tables, as far as their constraints take what is made up: the same number in all columns of a row, so
 * that simple foreign keys find what they refer to. Tables that take none stay empty.
 * @throws EnvironmentError when the connection fails or is cancelled
 */
export async function addSampleRows(tables: readonly CatalogObject[], connection: Connection): Promise<void> {
  const columns = await fillableColumns(tables, connection);
  let waiting = tables.filter(({ id }) => columns.has(id));
  // A table may need the rows of another one first.
  for (let before = Infinity; waiting.length < before;) {
    before = waiting.length;
    const refused: CatalogObject[] = [];
    for (const table of waiting)
      if (!(await takesRows(table, columns.get(table.id) ?? [], connection))) refused.push(table);
    waiting = refused;
  }
}

async function takesRows(
  { schema, name }: CatalogObject,
  columns: readonly Fillable[],
  connection: Connection,
): Promise<boolean> {
  const known = columns.filter(({ value }) => value !== null);
  // A check is more likely to take null than what is made up.
  for (const chosen of [known, known.filter(({ notNull }) => notNull)]) {
    if (chosen.length === 0) continue;
    const names = chosen.map((column) => ident(column.name)).join(', ');
    const values = chosen.map(({ value }) => value).join(', ');
    try {
      await connection.run(
        `INSERT INTO ${qualified(schema, name)} (${names}) SELECT ${values} FROM pg_catalog.generate_series(1, ${ROWS}) n`,
      );
      return true;
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.reason !== 'sql') throw error;
    }
  }
  return false;
}

async function fillableColumns(
  tables: readonly CatalogObject[],
  connection: Connection,
): Promise<ReadonlyMap<string, readonly Fillable[]>> {
  const ids = new Map(tables.map(({ id, schema, name }) => [qualified(schema, name), id]));
  const columns = new Map<string, Fillable[]>();
  if (tables.length === 0) return columns;
  const [rows = []] = await connection.query(`
    SELECT w.name, a.attname, a.attnotnull, b.typtype, b.typcategory, pg_catalog.format_type(b.oid, NULL),
      pg_catalog.format_type(a.atttypid, a.atttypmod)
    FROM (VALUES ${[...ids.keys()].map((name) => `(${literal(name)})`).join(', ')}) w (name)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = pg_catalog.to_regclass(w.name)
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_type b ON b.oid = COALESCE(NULLIF(t.typbasetype, 0), t.oid)
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    ORDER BY w.name, a.attnum`);
  for (const [table = '', name = '', notNull, type, category, base, declared] of rows) {
    const id = ids.get(table ?? '') ?? '';
    const value = type === 'e' ? enumValue(base ?? '') : valueOf(category ?? '', base ?? '');
    const column = { name: name ?? '', notNull: notNull === 't', value: value && `(${value})::${declared ?? ''}` };
    columns.set(id, [...(columns.get(id) ?? []), column]);
  }
  return columns;
}

function enumValue(type: string): string {
  const all = `pg_catalog.enum_range(NULL::${type})`;
  return `(${all})[1 + (n - 1) % pg_catalog.cardinality(${all})]`;
}

/** By pg_type.typcategory. */
const BY_CATEGORY: Readonly<Record<string, string>> = {
  A: "'{}'",
  B: 'n % 2 = 0',
  D: "timestamptz '2024-01-01' + n * interval '1 day'",
  I: "'10.0.0.' || n",
  N: 'n',
  R: "'empty'",
  S: 'n::text',
  T: "n * interval '1 hour'",
};

const BY_TYPE: Readonly<Record<string, string>> = {
  uuid: "pg_catalog.lpad(n::text, 32, '0')",
  json: 'pg_catalog.to_json(n)',
  jsonb: 'pg_catalog.to_jsonb(n)',
  bytea: 'n::text::bytea',
};

function valueOf(category: string, type: string): string | null {
  return BY_TYPE[type] ?? BY_CATEGORY[category] ?? null;
}
