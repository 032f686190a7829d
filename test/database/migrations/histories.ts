import { literal } from '../../../src/engine/quote';

/** A history as the Supabase command line makes it, with these rows: version, name and what was run. */
export function supabaseHistory(...rows: readonly (readonly [string, string, ...string[]])[]): string {
  return [
    'CREATE SCHEMA supabase_migrations',
    'CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY)',
    'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN statements text[]',
    'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN name text',
    ...rows.map(
      ([version, name, ...statements]) =>
        `INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES (${literal(version)}, ${literal(name)}, ARRAY[${statements.map(literal).join(', ')}]::text[])`,
    ),
    '',
  ].join(';\n');
}

/** A row of Prisma's history: the migration's name, the file's checksum, and whether it finished or was rolled back. */
export type PrismaRow = readonly [name: string, checksum: string, fate: 'finished' | 'unfinished' | 'rolled back'];

/** A history as Prisma makes it. */
export function prismaHistory(...rows: readonly PrismaRow[]): string {
  return [
    `CREATE TABLE _prisma_migrations (
       id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
       logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
       applied_steps_count integer NOT NULL DEFAULT 0)`,
    ...rows.map(
      ([name, checksum, fate]) =>
        `INSERT INTO _prisma_migrations (id, migration_name, checksum, finished_at, rolled_back_at) VALUES (gen_random_uuid(), ${literal(name)}, ${literal(checksum)}, ${fate === 'finished' ? 'now()' : 'NULL'}, ${fate === 'rolled back' ? 'now()' : 'NULL'})`,
    ),
    '',
  ].join(';\n');
}
