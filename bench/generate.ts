const TABLES_PER_SCHEMA = 500;
const TYPES = [
  'bigint',
  'text',
  'boolean',
  'timestamptz',
  'numeric(12,2)',
  'jsonb',
  'uuid',
  'text[]',
  'date',
  'integer',
];

/**
 * A schema of that many tables, each with ten columns, a key, two indexes, a check, a foreign key to the one before, and
 * for some a view, a trigger and a policy. The same input gives the same SQL.
 * @param drift the share of tables that lack an index and have a column more
 */
export function generateSchema(tables: number, drift: number): string {
  const out = ['SET check_function_bodies = off;'];
  const every = drift === 0 ? Infinity : Math.round(1 / drift);
  for (let table = 0; table < tables; table += 1) {
    const schema = `app${Math.floor(table / TABLES_PER_SCHEMA)}`;
    if (table % TABLES_PER_SCHEMA === 0) out.push(schemaStart(schema));
    out.push(...tableStatements(schema, table, table % every === every - 1));
  }
  return out.join('\n');
}

/** The migrations that make such a schema, a table in each. */
export function generateMigrations(files: number): readonly string[] {
  return Array.from({ length: files }, (_, number) =>
    [number === 0 ? schemaStart('app0') : '', ...tableStatements('app0', number, false)].join('\n'),
  );
}

function schemaStart(schema: string): string {
  return `CREATE SCHEMA ${schema};
CREATE TYPE ${schema}.state AS ENUM ('draft', 'active', 'done');
CREATE FUNCTION ${schema}.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.c4 := now(); RETURN NEW; END $$;`;
}

function tableStatements(schema: string, number: number, drifts: boolean): string[] {
  const name = `${schema}.table_${number}`;
  const columns = TYPES.map((type, at) => `c${at} ${type}${at % 3 === 0 ? ' NOT NULL' : ''}`);
  const isFirst = number % TABLES_PER_SCHEMA === 0;
  return [
    `CREATE TABLE ${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${columns.join(', ')},`,
    `  state ${schema}.state DEFAULT 'draft'${drifts ? ', extra text' : ''}, CHECK (length(c1) < 200));`,
    `CREATE INDEX ON ${name} (c3, c4);`,
    drifts ? '' : `CREATE INDEX ON ${name} (lower(c1)) WHERE c2;`,
    isFirst
      ? ''
      : `ALTER TABLE ${name} ADD FOREIGN KEY (c0) REFERENCES ${schema}.table_${number - 1} ON DELETE CASCADE;`,
    number % 4 === 0
      ? `CREATE TRIGGER touch BEFORE UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION ${schema}.touch();`
      : '',
    number % 5 === 0 ? `CREATE VIEW ${name}_view AS SELECT id, c1, state FROM ${name} WHERE c2;` : '',
    number % 5 === 1
      ? `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON ${name} USING (c1 = current_user);`
      : '',
  ].filter((statement) => statement !== '');
}
