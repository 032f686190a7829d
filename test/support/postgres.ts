import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { selfSignedCertificate } from './certificate';
import { executable, postgresBinaries } from './postgres-binaries';
import { PostgresServer } from './database-server';
import { unprivilegedUser } from './unprivileged-user';

/** How a server differs from the plain one: no password, no TLS, fast and careless with the disk. */
export interface ServerOptions {
  /** The password of `postgres`, checked by SCRAM. Without it every connection is trusted. */
  password?: string;
  /** Offer TLS with a certificate that nobody but this server vouches for. */
  tls?: boolean;
  /** More lines for postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
  max_connections: '200',
  max_locks_per_transaction: '1024',
  shared_buffers: '64MB',
  log_min_messages: 'warning',
};

const START_SECONDS = 60;

/**
 * Starts a PostgreSQL server of its own, on a free port of 127.0.0.1, with an empty data folder in the system's
 * temporary folder. It ends with `stop()`, and at the latest with this process.
 * Errors: when the programs can't be installed or the server does not come up, with its log.
 */
export async function startPostgres(major: number, options: ServerOptions = {}): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const { bin, copy } = await postgresBinaries(major, user);
  const home = await mkdtemp(path.join(tmpdir(), `schema-drift-data-${major}-`));
  const own = (file: string) => {
    if (user) chownSync(file, user.uid, user.gid);
  };
  own(home);
  const remove = () => {
    for (const folder of [home, copy]) if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  const write = async (name: string, text: string) => {
    const file = path.join(home, name);
    await writeFile(file, text);
    await chmod(file, 0o600);
    own(file);
    return file;
  };

  try {
    const data = path.join(home, 'data');
    const auth =
      options.password === undefined
        ? ['--auth=trust']
        : ['--auth=scram-sha-256', `--pwfile=${await write('password', options.password)}`];
    const init = spawnSync(
      executable(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync', ...auth],
      { ...user, cwd: home, encoding: 'utf8', env: environment() },
    );
    if (init.status !== 0) {
      throw new Error(
        `initdb of PostgreSQL ${major} failed: ${init.error?.message ?? `${init.stdout}\n${init.stderr}`}`,
      );
    }

    const port = await freePort();
    const settings: Record<string, string> = { ...SETTINGS, ...options.settings, port: String(port) };
    let certificate: string | undefined;
    if (options.tls) {
      const made = selfSignedCertificate();
      certificate = made.certificate;
      settings.ssl = 'on';
      settings.ssl_cert_file = await write('server.crt', made.certificate);
      settings.ssl_key_file = await write('server.key', made.key);
    }

    const log = await write('server.log', '');
    const logFile = openSync(log, 'a');
    const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const child = spawn(executable(bin, 'postgres'), ['-D', data, ...flags], {
      ...user,
      cwd: home,
      env: environment(),
      stdio: ['ignore', logFile, logFile],
    });
    closeSync(logFile);
    child.unref();

    // SIGQUIT: end at once, there is nothing to save.
    const endWithUs = () => {
      child.kill('SIGQUIT');
      remove();
    };
    process.once('exit', endWithUs);

    const url = new URL(`postgresql://postgres@127.0.0.1:${port}/postgres`);
    if (options.password !== undefined) url.password = options.password;
    const stop = async () => {
      process.removeListener('exit', endWithUs);
      await end(child);
      remove();
    };
    try {
      const version = await waitForAnswer(url.href, child, log);
      return new PostgresServer({ major, version, url: url.href, certificate, stop });
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}

/** PostgreSQL must not hear the settings of the one who runs the tests (PGPORT, PGDATA, LC_ALL …). */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no free port.'));
      });
    });
  });
}

async function waitForAnswer(url: string, child: ChildProcess, log: string): Promise<string> {
  const deadline = Date.now() + START_SECONDS * 1000;
  let last: unknown;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? '';
    } catch (error) {
      last = error;
      await pause(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL did not come up (${String(last)}). Its log:\n${readFileSync(log, 'utf8')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.ref();
    child.kill('SIGQUIT');
  });
}
