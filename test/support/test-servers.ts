import type { PostgresServer } from './database-server';
import { startPostgres } from './postgres';
import { SERVERS_VARIABLE, majors } from './shared-postgres';

/**
 * Starts one server per tested major for all suites of a run, and says so in the environment for the processes to come.
 * Servers that the environment names already are used as they are. Out: what to stop at the end.
 */
export async function startTestServers(): Promise<PostgresServer[]> {
  if (process.env[SERVERS_VARIABLE] !== undefined) {
    console.log(`The tests use the servers that ${SERVERS_VARIABLE} names.`);
    return [];
  }
  const servers = await Promise.all(majors.map((major) => startPostgres(major)));
  for (const { version } of servers) console.log(`PostgreSQL ${version} runs for the tests.`);
  process.env[SERVERS_VARIABLE] = JSON.stringify(Object.fromEntries(servers.map(({ major, url }) => [major, url])));
  return servers;
}
