import { Client } from 'pg';
import { z } from 'zod';
import { PostgresServer } from './database-server';
import { startPostgres } from './postgres';

/** Where `npm test` tells its suites which servers run: {"18": "postgresql://…"}. Set it by hand to use a server of your own. */
export const SERVERS_VARIABLE = 'SCHEMA_DRIFT_TEST_SERVERS';

const Servers = z.record(z.string(), z.string());

/** The PostgreSQL majors that are tested: 15 and 18, or those of SCHEMA_DRIFT_TEST_MAJORS=15,16,17,18. */
export const majors: readonly number[] = (process.env.SCHEMA_DRIFT_TEST_MAJORS ?? '15,18').split(',').map(Number);

const shared = new Map<number, Promise<PostgresServer>>();

/**
 * The plain server of a major version that all tests of a run share: the one that `npm test` has started, else one that
 * starts now and ends with this process. Never stop it, and give roles names of their own.
 */
export async function sharedPostgres(major: number): Promise<PostgresServer> {
  const known = shared.get(major);
  if (known !== undefined) return known;
  const server = attachOrStart(major);
  shared.set(major, server);
  return server;
}

async function attachOrStart(major: number): Promise<PostgresServer> {
  const url = Servers.parse(JSON.parse(process.env[SERVERS_VARIABLE] ?? '{}'))[String(major)];
  if (url === undefined) return startPostgres(major);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const version = rows[0]?.server_version ?? '';
    if (Number.parseInt(version, 10) !== major) {
      throw new Error(`${SERVERS_VARIABLE} names a server for PostgreSQL ${major} that is PostgreSQL ${version}.`);
    }
    return new PostgresServer({ major, version, url, stop: async () => Promise.resolve() });
  } finally {
    await client.end();
  }
}
