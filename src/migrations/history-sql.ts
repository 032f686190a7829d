import { literal } from '../engine/quote';

/** A migration as it stands in the history. */
export interface Recordable {
  readonly version: string;
  readonly title: string;
  readonly statements: readonly string[];
}

const TABLE = 'supabase_migrations.schema_migrations';

/** What the Supabase command line runs before its first migration. A history of an older one gets its later columns. */
export const CREATE_HISTORY: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS supabase_migrations',
  `CREATE TABLE IF NOT EXISTS ${TABLE} (version text NOT NULL PRIMARY KEY)`,
  `ALTER TABLE ${TABLE} ADD COLUMN IF NOT EXISTS statements text[]`,
  `ALTER TABLE ${TABLE} ADD COLUMN IF NOT EXISTS name text`,
];

/** Records a migration; fails where its version is recorded already. */
export function recordSql({ version, title, statements }: Recordable): string {
  const array = statements.map((statement) => literal(statement)).join(', ');
  return `INSERT INTO ${TABLE} (version, name, statements) VALUES (${literal(version)}, ${literal(title)}, ARRAY[${array}]::text[])`;
}

/** Records a migration, in place of what is recorded under its version. */
export function recordAgainSql(migration: Recordable): string {
  return `${recordSql(migration)}\nON CONFLICT (version) DO UPDATE SET name = excluded.name, statements = excluded.statements`;
}

/** Takes a migration out of the history. */
export function forgetSql(version: string): string {
  return `DELETE FROM ${TABLE} WHERE version = ${literal(version)}`;
}
