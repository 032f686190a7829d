import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import * as z from 'zod';
import { DEFAULT_MIGRATIONS_FOLDER } from './configuration-schema';
import type { Environment, EnvironmentRole } from './environment';
import { isPostgresUrl } from './postgres-url';

const SUPABASE_CONFIG = path.join('supabase', 'config.toml');
/** Supabase's own default. */
const SUPABASE_PORT = 54_322;

const supabaseConfig = z.object({ db: z.object({ port: z.number().int().catch(SUPABASE_PORT) }).optional() });

const DOTENV_FILE = /^\.env(?:\.(.+))?$/;
const EXAMPLE_FILE = /(?:example|sample|template|dist|defaults?|schema|vault)$/i;

/** What a key says about which database it is: what is left without these words. */
const ORDINARY_WORDS = /^(?:database|db|postgres|postgresql|pg|supabase|url|uri|dsn|string|connection)$/;

/**
 * The environments that a workspace folder has without a schema-drift.json: the local Supabase stack, PostgreSQL URLs
 * in .env files, and Supabase's migrations folder. What can't be read is passed over. No connection is made, and no password is in the result.
 */
export async function discover(workspaceFolder: string): Promise<readonly Environment[]> {
  const found = [
    ...(await localStack(workspaceFolder)),
    ...(await dotenvDatabases(workspaceFolder)),
    ...(await migrationsFolder(workspaceFolder)),
  ];
  const names = new Map<string, number>();
  return found.map((environment) => {
    const count = (names.get(environment.name) ?? 0) + 1;
    names.set(environment.name, count);
    return count === 1 ? environment : { ...environment, name: `${environment.name}-${count}` };
  });
}

async function localStack(folder: string): Promise<readonly Environment[]> {
  const text = await read(path.join(folder, SUPABASE_CONFIG));
  if (text === null) return [];
  const port = supabasePort(text);
  if (port === null) return [];
  // Its well-known password is added while connecting: a URL of ours never has one.
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  return [{ name: 'local', kind: 'database', role: 'development', protected: false, location: { url } }];
}

async function migrationsFolder(folder: string): Promise<readonly Environment[]> {
  const files = await list(path.join(folder, DEFAULT_MIGRATIONS_FOLDER));
  if (!files.some((file) => file.endsWith('.sql'))) return [];
  return [{ name: 'migrations', kind: 'migrations', protected: false, location: { path: DEFAULT_MIGRATIONS_FOLDER } }];
}

function supabasePort(text: string): number | null {
  try {
    return supabaseConfig.parse(parseToml(text)).db?.port ?? SUPABASE_PORT;
  } catch {
    return null;
  }
}

async function dotenvDatabases(folder: string): Promise<readonly Environment[]> {
  const files = (await list(folder)).filter((file) => DOTENV_FILE.test(file) && !EXAMPLE_FILE.test(file)).sort();
  const found = await Promise.all(files.map((file) => databasesOf(folder, file)));
  return found.flat();
}

async function databasesOf(folder: string, file: string): Promise<readonly Environment[]> {
  const text = await read(path.join(folder, file));
  if (text === null) return [];
  const seen = new Set<string>();
  return Object.entries(parseDotenv(text)).flatMap(([key, value]) => {
    if (!isPostgresUrl(value) || seen.has(value)) return [];
    seen.add(value);
    const name = nameOf(file, key);
    const role = roleOf(name);
    return [
      {
        name,
        kind: 'database' as const,
        ...(role === undefined ? {} : { role }),
        protected: role === 'production',
        location: { file, key },
      },
    ];
  });
}

/** `.env.production` and DATABASE_URL make `production`; `.env` and STAGING_DB_URL make `staging`. */
function nameOf(file: string, key: string): string {
  const suffix = DOTENV_FILE.exec(file)?.[1]?.replace(/\.local$/, '') ?? '';
  const words = key
    .toLowerCase()
    .split(/[_\W]+/)
    .filter((word) => word !== '' && !ORDINARY_WORDS.test(word));
  return [...new Set([...suffix.split('.'), ...words])].filter((part) => part !== '').join('-') || 'database';
}

function roleOf(name: string): EnvironmentRole | undefined {
  if (/\b(?:prod|production|live)\b/.test(name)) return 'production';
  if (/\b(?:staging|stage|preview)\b/.test(name)) return 'staging';
  if (/\b(?:dev|development|local|test)\b/.test(name)) return 'development';
  return undefined;
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

async function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
