import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PostgresServer, TestDatabase } from '../test/support/database-server';
import { generateSchema } from './generate';

/** A pair of databases: the source, and a copy that drifted from it. */
export interface Pair {
  readonly source: TestDatabase;
  readonly target: TestDatabase;
}

/** 27 tables as on Supabase, 1 416 of real projects, or that many made ones. */
export type WorkloadName = 'S' | 'M' | `L${number}`;

export function isWorkloadName(name: string): name is WorkloadName {
  return /^(S|M|L\d+)$/.test(name);
}

/**
 * Makes the databases of a workload.
 * @param folder where generate.mjs, real-1416-tables.sql.gz and drift.sql are; without it S and L are made by ours
 * @returns null for M where the folder lacks it
 */
export async function makePair(server: PostgresServer, name: WorkloadName, folder: string): Promise<Pair | null> {
  const sql = name === 'M' ? realSchemas(folder) : madeSchemas(name, folder);
  if (sql === null) return null;
  const pair = { source: await server.createDatabase(sql[0]), target: await server.createDatabase(sql[1]) };
  for (const database of [pair.source, pair.target]) await database.query('analyze');
  return pair;
}

function realSchemas(folder: string): readonly [string, string] | null {
  const file = path.join(folder, 'real-1416-tables.sql.gz');
  if (!existsSync(file)) return null;
  // What begins with a backslash is for psql.
  const schema = gunzipSync(readFileSync(file))
    .toString()
    .replace(/^\\.*$/gm, '');
  const drift = readFileSync(path.join(folder, 'drift.sql'), 'utf8');
  return [schema, `${schema};\nRESET ALL;\n${drift}`];
}

function madeSchemas(name: WorkloadName, folder: string): readonly [string, string] {
  const tables = name === 'S' ? 27 : Number(name.slice(1));
  const generator = path.join(folder, 'generate.mjs');
  if (!existsSync(generator)) return [generateSchema(tables, 0), generateSchema(tables, 0.02)];
  const shape = name === 'S' ? ['--shape', 'supabase', '--columns', '10', '--seed', '3'] : [];
  const made = (drift: string): string =>
    execFileSync(process.execPath, [generator, '--tables', String(tables), ...shape, '--drift', drift], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  return [made('0'), made('0.02')];
}
