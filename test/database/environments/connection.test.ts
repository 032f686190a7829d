import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { readCatalog } from '../../../src/engine/read';
import { connect, type ConnectOptions } from '../../../src/environments/connection';
import type { Environment } from '../../../src/environments/environment';
import { EnvironmentError, type EnvironmentErrorReason } from '../../../src/environments/errors';
import { loadEnvironment } from '../../../src/migrations/load-environment';
import type { Connection } from '../../../src/environments/session';
import type { PostgresServer, TestDatabase } from '../../support/database-server';
import { startPostgres } from '../../support/postgres';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { inFolder } from '../../unit/environments/temporary-folder';
import { recordingProxy } from './recording-proxy';

/** Nothing of the machine's own settings. */
const NOWHERE: NodeJS.ProcessEnv = { HOME: '/nowhere' };

for (const major of majors) {
  describe(`a connection to PostgreSQL ${major}`, () => {
    let server: PostgresServer;
    let database: TestDatabase;

    before(async () => {
      server = await sharedPostgres(major);
      database = await server.createDatabase('create table t (a int); insert into t values (1), (2)');
    });
    after(() => database.drop());

    it('knows the server without asking', async () => {
      await withConnection(database.url, {}, (connection) => {
        assert.equal(Math.floor(connection.version / 10_000), major);
        assert.equal(Number.parseInt(connection.serverVersion, 10), major);
        assert.equal(connection.user, 'postgres');
        assert.equal(connection.database, database.name);
        return Promise.resolve();
      });
    });

    it('reads a schema by one message', async () => {
      const proxy = await recordingProxy(database.url);
      try {
        const loaded = await loadEnvironment(at(proxy.url), { workspace: '/nowhere', env: NOWHERE });
        assert.ok(loaded.catalog.objects.has('table:public.t'));
        assert.deepEqual(loaded.environment, { name: 'dev', kind: 'database', serverVersion: server.version });
        await proxy.left();
        assert.deepEqual(proxy.sent, ['Q', 'X']);
        assert.equal(proxy.connections(), 1, 'without TLS it goes on over the same connection');
      } finally {
        await proxy.close();
      }
    });

    it('gives rows as text, per statement', async () => {
      await withConnection(database.url, {}, async (connection) => {
        assert.deepEqual(
          await connection.query("select 1, null, true, '{1,2}'::int[]; set jit = off; select 2 where false"),
          [[['1', null, 't', '{1,2}']], [], []],
        );
        assert.deepEqual(await connection.run("select a, a::text || '!' as a from t order by 1; select"), [
          {
            columns: ['a', 'a'],
            rows: [
              ['1', '1!'],
              ['2', '2!'],
            ],
            command: 'SELECT',
            rowCount: 2,
          },
          { columns: [], rows: [[]], command: 'SELECT', rowCount: 1 },
        ]);
      });
    });

    it('is seen by its name, and hands notices on', async () => {
      const messages: string[] = [];
      await withConnection(database.url, { onMessage: (message) => messages.push(message) }, async (connection) => {
        assert.deepEqual(await connection.query('show application_name'), [[['schema-drift']]]);
        await connection.run("do $$ begin raise notice 'hello'; end $$");
      });
      assert.deepEqual(messages, ['hello']);
    });

    it('that reads can not write', async () => {
      await withConnection(database.url, { readOnly: true }, async (connection) => {
        await rejects(
          connection.run('create table u (a int)'),
          'sql',
          /cannot execute CREATE TABLE in a read-only transaction/,
        );
      });
      await withConnection(database.url, { readOnly: false }, async (connection) => {
        await connection.run('create table u (a int); drop table u');
      });
    });

    it('says what PostgreSQL says about a statement', async () => {
      await withConnection(database.url, {}, async (connection) => {
        const error = await rejects(connection.run("select '😀', nope from t"), 'sql', /column "nope" does not exist/);
        assert.equal(error.code, '42703');
        assert.equal(error.sql?.position, 13);
        assert.deepEqual(await connection.query('select 1'), [[['1']]]);
      });
    });

    it('gives up when a statement takes too long', async () => {
      await withConnection(database.url, { statementTimeoutMs: 50 }, async (connection) => {
        await rejects(connection.run('select pg_sleep(600)'), 'timeout', /statement timeout/);
      });
    });

    it('is cancelled, at the server too, and goes on', async () => {
      await withConnection(database.url, {}, async (connection) => {
        const slept = connection.query('select pg_sleep(601)');
        await untilRunning(database, 'select pg_sleep(601)');
        await Promise.all([rejects(slept, 'cancelled', /cancelled/), connection.cancel()]);
        await untilNotRunning(database, 'select pg_sleep(601)');
        assert.deepEqual(await connection.query('select 1'), [[['1']]]);
        await connection.cancel();
        assert.deepEqual(await connection.query('select 1'), [[['1']]]);
      });
    });

    it('is cancelled by a signal, for good', async () => {
      const controller = new AbortController();
      await withConnection(database.url, { signal: controller.signal }, async (connection) => {
        const slept = connection.query('select pg_sleep(602)');
        await untilRunning(database, 'select pg_sleep(602)');
        controller.abort();
        await rejects(slept, 'cancelled', /cancelled/);
        await untilNotRunning(database, 'select pg_sleep(602)');
        await rejects(connection.query('select 1'), 'cancelled', /cancelled/);
        await rejects(readCatalog(connection), 'cancelled', /cancelled/);
      });
      await rejects(
        loadEnvironment(at(database.url), { workspace: '/nowhere', env: NOWHERE, signal: controller.signal }),
        'cancelled',
        /cancelled/,
      );
    });

    it('is cancelled even where no second connection is free', async () => {
      const [limited, url] = await limitedRole(server, database, 1);
      await withConnection(url, {}, async (connection) => {
        const slept = connection.query('select pg_sleep(603)');
        await untilRunning(database, 'select pg_sleep(603)');
        await Promise.all([rejects(slept, 'cancelled', /cancelled/), connection.cancel()]);
        await untilNotRunning(database, 'select pg_sleep(603)');
        assert.deepEqual(await connection.query('select 1'), [[['1']]]);
      });
      await database.query(`drop role ${limited}`);
    });

    it('that is lost in the middle gives an error, not a result', async () => {
      await withConnection(database.url, {}, async (connection) => {
        const lost = rejects(
          connection.query('select pg_sleep(604)'),
          'lost',
          /^dev: the connection was lost in the middle \(.*administrator/,
        );
        await untilRunning(database, 'select pg_sleep(604)');
        await database.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(604)'",
        );
        const error = await lost;
        assert.match(error.hint, /Nothing was compared/);
        await rejects(readCatalog(connection), 'lost', /lost/);
      });
      const proxy = await recordingProxy(database.url);
      await withConnection(proxy.url, {}, async (connection) => {
        const lost = rejects(connection.query('select pg_sleep(605)'), 'lost', /lost in the middle/);
        await untilRunning(database, 'select pg_sleep(605)');
        await proxy.close();
        await lost;
      });
      await database.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(605)'",
      );
    });

    it('to a database that does not exist says which', async () => {
      const error = await cannotConnect(server.urlOf('no such db'), 'no-database');
      assert.match(error.message, /^dev: there is no database "no such db" on 127\.0\.0\.1:\d+\.$/);
    });

    it('as a role that does not exist is refused', async () => {
      const error = await cannotConnect(server.urlOf(database.name, { user: 'nobody there' }), 'password');
      assert.match(error.message, /"nobody there" may not log in .* role "nobody there" does not exist/);
    });

    it('where none is free says so', async () => {
      const [limited, url] = await limitedRole(server, database, 0);
      assert.match(
        (await cannotConnect(url, 'refused')).message,
        /no connection is free.*too many connections for role/,
      );
      await database.query(`drop role ${limited}`);
    });

    it('over a pooler that takes no startup options is as careful', async () => {
      const proxy = await recordingProxy(database.url, { refuseStartupOptions: true });
      const messages: string[] = [];
      const options = {
        readOnly: true,
        statementTimeoutMs: 200,
        onMessage: (message: string) => messages.push(message),
      };
      try {
        await withConnection(proxy.url, options, async (connection) => {
          assert.match(messages.join(), /^dev: the pooler at 127\.0\.0\.1:\d+ takes no startup options/);
          assert.deepEqual(await connection.run('select 1 as one -- done'), [
            { columns: ['one'], rows: [['1']], command: 'SELECT', rowCount: 1 },
          ]);
          await rejects(connection.run('create table u (a int)'), 'sql', /read-only transaction/);
          await rejects(connection.run('commit; create table u (a int)'), 'refused', /transactions can't be/);
          await rejects(connection.run('select pg_sleep(600)'), 'timeout', /statement timeout/);
          const error = await rejects(connection.run('select nope'), 'sql', /nope/);
          assert.equal(error.sql?.position, 8);
          assert.ok((await readCatalog(connection)).objects.has('table:public.t'));
        });
      } finally {
        await proxy.close();
      }
    });

    it('that may not read something reads the rest, and says what it did not read', async () => {
      const role = `blind_${process.pid}_${major}`;
      await database.query(`create role ${role} login`);
      await database.query('revoke select on pg_catalog.pg_policy from public');
      try {
        const url = server.urlOf(database.name, { user: role });
        const { catalog } = await loadEnvironment(at(url), { workspace: '/nowhere', env: NOWHERE });
        assert.ok(catalog.objects.has('table:public.t'));
        assert.deepEqual(
          catalog.notRead.map(({ kind }) => kind),
          ['policy'],
        );
        assert.match(catalog.notRead[0]?.reason ?? '', /permission denied for table pg_policy/);
      } finally {
        await database.query('grant select on pg_catalog.pg_policy to public');
        await database.query(`drop role ${role}`);
      }
    });
  });

  describe(`passwords and TLS of PostgreSQL ${major}`, () => {
    let server: PostgresServer;
    const password = "it's: a s3cret/";

    before(async () => {
      server = await startPostgres(major, { password, tls: true });
    });
    after(() => server.stop());

    it('a wrong password is an error that does not hold it', async () => {
      const error = await cannotConnect(
        server.urlOf('postgres', { user: 'postgres', password: 'wr0ng-one' }),
        'password',
      );
      assert.match(
        error.message,
        /^dev: the password of "postgres" is wrong\. 127\.0\.0\.1:\d+ says: password authentication failed/,
      );
      assert.ok(!JSON.stringify([error, error.stack]).includes('wr0ng'));
    });

    it('the password comes from the URL, a store, PGPASSWORD or a password file', async () => {
      const bare = server.urlOf('postgres', { user: 'postgres' });
      await withConnection(server.url, {}, isEncrypted);
      await withConnection(bare, { password: () => Promise.resolve(password) }, isEncrypted);
      await withConnection(bare, { env: { ...NOWHERE, PGPASSWORD: password } }, isEncrypted);
      const { port } = new URL(server.url);
      await inFolder({ pgpass: `127.0.0.1:${port}:*:postgres:${password.replace(':', '\\:')}\n` }, async (folder) => {
        const file = path.join(folder, 'pgpass');
        await chmod(file, 0o600);
        const before = process.env.PGPASSFILE;
        process.env.PGPASSFILE = file;
        try {
          await withConnection(bare, {}, isEncrypted);
        } finally {
          if (before === undefined) delete process.env.PGPASSFILE;
          else process.env.PGPASSFILE = before;
        }
      });
    });

    it('a password that nobody gave is asked for, without a guess being blamed', async () => {
      const error = await cannotConnect(server.urlOf('postgres', { user: 'postgres' }), 'password');
      assert.match(error.message, /asks for the password of "postgres", and none was given/);
      const other = await cannotConnect(server.urlOf('postgres', { user: 'other' }), 'password');
      assert.match(other.message, /asks for the password of "other", and none was given/);
    });

    it('TLS is used where it is offered, and checked as far as sslmode says', async () => {
      await inFolder({ 'root.crt': server.certificate ?? '' }, async (workspace) => {
        for (const query of [
          'sslmode=require',
          'sslmode=require&sslrootcert=root.crt',
          'sslmode=verify-ca&sslrootcert=root.crt',
          'sslmode=verify-full&sslrootcert=root.crt',
        ]) {
          await withConnection(`${server.url}?${query}`, { workspace }, isEncrypted);
        }
        await withConnection(`${server.url}?sslmode=disable`, {}, isNotEncrypted);
        await withConnection(`${server.url}?sslmode=allow`, {}, isNotEncrypted);
      });
    });

    it('a certificate that nobody vouches for is refused, with what to do', async () => {
      const error = await cannotConnect(`${server.url}?sslmode=verify-full`, 'tls');
      assert.match(error.message, /not signed by an authority that you trust \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
      assert.match(error.hint, /sslrootcert=FILE/);
    });
  });

  describe(`PostgreSQL ${major} without TLS`, () => {
    it('is used as it is, unless the URL insists on TLS', async () => {
      const server = await sharedPostgres(major);
      for (const query of ['', '?sslmode=prefer', '?sslmode=allow', '?sslmode=disable']) {
        await withConnection(`${server.url}${query}`, {}, isNotEncrypted);
      }
      for (const mode of ['require', 'verify-full']) {
        const error = await cannotConnect(`${server.url}?sslmode=${mode}`, 'tls');
        assert.match(error.message, /^dev: 127\.0\.0\.1:\d+ does not offer TLS, and the URL insists on it\.$/);
        assert.match(error.hint, /sslmode=disable/);
      }
    });
  });
}

describe('a server that can not be reached', () => {
  it('because nothing listens', async () => {
    const error = await cannotConnect(`postgres://u@127.0.0.1:${await closedPort()}/d`, 'unreachable');
    assert.match(error.message, /^dev: nothing answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.$/);
    assert.match(error.hint, /supabase start/);
  });

  it('because nobody knows its name', async () => {
    const error = await cannotConnect('postgres://u@nowhere.invalid/d', 'unreachable');
    assert.match(error.message, /the host "nowhere\.invalid" is not known/);
  });

  it('because there is no such socket', async () => {
    await cannotConnect('postgres:///d?host=/nowhere', 'unreachable');
  });

  it('because it does not answer in time, or is not PostgreSQL', async () => {
    const sockets: { destroy(): void }[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const url = `postgres://u@127.0.0.1:${port}/d?connect_timeout=1`;
    const error = await cannotConnect(url, 'unreachable');
    assert.match(error.message, /does not answer \(waited 1 s\)/);

    const controller = new AbortController();
    const connecting = connect(at(`postgres://u@127.0.0.1:${port}/d`), options({ signal: controller.signal }));
    silent.once('connection', () => {
      controller.abort();
    });
    await rejects(connecting, 'cancelled', /cancelled/);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
});

function at(url: string): Environment {
  return { name: 'dev', kind: 'database', protected: false, location: { url } };
}

function options(given: Partial<ConnectOptions>): ConnectOptions {
  return { readOnly: true, workspace: '/nowhere', env: NOWHERE, ...given };
}

async function withConnection(
  url: string,
  given: Partial<ConnectOptions>,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await connect(at(url), options(given));
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

async function cannotConnect(url: string, reason: EnvironmentErrorReason): Promise<EnvironmentError> {
  return rejects(connect(at(url), options({})), reason, /^dev: /);
}

async function rejects(
  work: Promise<unknown>,
  reason: EnvironmentErrorReason,
  message: RegExp,
): Promise<EnvironmentError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof EnvironmentError, String(error));
  assert.deepEqual([error.reason, error.environment], [reason, 'dev'], error.message);
  assert.match(error.message, message);
  assert.notEqual(error.hint, '');
  return error;
}

async function isEncrypted(connection: Connection): Promise<void> {
  assert.deepEqual(await connection.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()'), [[['t']]]);
}

async function isNotEncrypted(connection: Connection): Promise<void> {
  assert.deepEqual(await connection.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()'), [[['f']]]);
}

async function limitedRole(
  server: PostgresServer,
  database: TestDatabase,
  connections: number,
): Promise<[string, string]> {
  const role = `limited_${process.pid}_${server.major}_${connections}`;
  await database.query(`create role ${role} login connection limit ${connections}`);
  return [role, server.urlOf(database.name, { user: role })];
}

async function running(database: TestDatabase, query: string): Promise<number> {
  const rows = await database.query("select from pg_stat_activity where query = $1 and state = 'active'", [query]);
  return rows.length;
}

async function untilRunning(database: TestDatabase, query: string): Promise<void> {
  while ((await running(database, query)) === 0);
}

async function untilNotRunning(database: TestDatabase, query: string): Promise<void> {
  while ((await running(database, query)) > 0);
}

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
