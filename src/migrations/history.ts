import * as z from 'zod';
import { qualified } from '../engine/quote';
import { EnvironmentError } from '../environments/errors';
import type { Connection } from '../environments/session';

/** Whose command line keeps the history: Supabase's in `supabase_migrations.schema_migrations`, Prisma's in `_prisma_migrations`. */
export type HistoryKeeper = 'supabase' | 'prisma';

/** One migration that a database remembers. */
export interface HistoryEntry {
  readonly keeper: HistoryKeeper;
  /** Supabase: the digits before the first underscore. Prisma: the whole name of the migration's folder. */
  readonly version: string;
  /** What stands after the version; null where Supabase recorded none. */
  readonly title: string | null;
  /** What was run, where it was recorded. */
  readonly statements: readonly string[] | null;
  /** SHA-256 of the file that was run, where it was recorded. */
  readonly checksum: string | null;
  /** False for what Prisma began and did not finish. */
  readonly finished: boolean;
}

/** What a database remembers of the migrations that it was given. */
export interface History {
  /** Empty: the database is untracked. */
  readonly keepers: readonly HistoryKeeper[];
  /** By version. */
  readonly entries: readonly HistoryEntry[];
}

const TABLES = `
  SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p')
    AND ((n.nspname = 'supabase_migrations' AND c.relname = 'schema_migrations') OR c.relname = '_prisma_migrations')
  ORDER BY 2 DESC, 1`;

/**
 * Reads the histories of a database; writes nothing. It takes two short messages: which tables there are, and their rows.
 * @throws EnvironmentError `refused` when there is a history that the role may not read, `sql` for one of another shape
 */
export async function readHistory(connection: Connection, environment: string): Promise<History> {
  const [tables = []] = await connection.query(TABLES);
  const found = tables.map(([schema = '', table = '', readable]) => ({
    keeper: table === '_prisma_migrations' ? ('prisma' as const) : ('supabase' as const),
    name: qualified(schema ?? '', table ?? ''),
    readable: readable === 't',
  }));
  const refused = found.find(({ readable }) => !readable);
  if (refused !== undefined)
    throw new EnvironmentError({
      reason: 'refused',
      environment,
      message: `${environment}: the role ${connection.user} may not read the migration history ${refused.name}.`,
      hint: `Grant it USAGE on the schema and SELECT on ${refused.name}, or connect as another role.`,
    });
  if (found.length === 0) return { keepers: [], entries: [] };
  // As JSON, so that a table of an older command line, with fewer columns, is read as well.
  const results = await connection.query(found.map(({ name }) => `SELECT to_jsonb(h) FROM ${name} h`).join('; '));
  const entries = found.flatMap(({ keeper, name }, index) =>
    (results[index] ?? []).flatMap(([row]) => entriesOf(keeper, row ?? '', name, environment)),
  );
  return {
    keepers: [...new Set(found.map(({ keeper }) => keeper))],
    entries: entries.sort((a, b) => (a.version < b.version ? -1 : a.version > b.version ? 1 : 0)),
  };
}

const supabaseRow = z.object({
  version: z.string(),
  name: z.string().nullish(),
  statements: z.array(z.string()).nullish(),
});

const prismaRow = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished_at: z.string().nullable(),
  rolled_back_at: z.string().nullable(),
});

function entriesOf(keeper: HistoryKeeper, json: string, table: string, environment: string): readonly HistoryEntry[] {
  try {
    const row: unknown = JSON.parse(json);
    return keeper === 'supabase' ? [supabaseEntry(row)] : prismaEntries(row);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new EnvironmentError({
      reason: 'sql',
      environment,
      message: `${environment}: ${table} is no migration history that is known: ${z.prettifyError(error)}`,
      hint: 'It has other columns than the command lines of Supabase and Prisma give it.',
    });
  }
}

function supabaseEntry(row: unknown): HistoryEntry {
  const { version, name = null, statements = null } = supabaseRow.parse(row);
  return { keeper: 'supabase', version, title: name, statements, checksum: null, finished: true };
}

/** What Prisma was told to take for rolled back counts as never run. */
function prismaEntries(row: unknown): readonly HistoryEntry[] {
  const { migration_name: version, checksum, finished_at, rolled_back_at } = prismaRow.parse(row);
  if (rolled_back_at !== null) return [];
  const title = version.slice(version.indexOf('_') + 1);
  return [{ keeper: 'prisma', version, title, statements: null, checksum, finished: finished_at !== null }];
}
