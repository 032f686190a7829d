import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { atEnd } from './at-end';
import { type Certificate, selfSignedCertificate } from './certificate';
import { executable, postgresBinaries } from './postgres-binaries';
import { PostgresServer } from './database-server';
import { type UnprivilegedUser, unprivilegedUser } from './unprivileged-user';

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
const PORT_ATTEMPTS = 5;

/**
 * Starts a PostgreSQL server of its own, on a free port of 127.0.0.1, with an empty data folder in the system's
 * temporary folder. It ends with `stop()`, and at the latest with this process.
 * Errors: when the programs can't be installed or the server does not come up, with its log.
 */
export async function startPostgres(major: number, options: ServerOptions = {}): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const { bin, copy } = await postgresBinaries(major, user);
  const home = await mkdtemp(path.join(tmpdir(), `schema-drift-data-${major}-`));
  if (user) chownSync(home, user.uid, user.gid);
  const place: Place = { major, bin, home, data: path.join(home, 'data'), user };
  const folders = [home, ...(copy === undefined ? [] : [copy])];
  folders.forEach((folder) => temporary.add(folder));

  try {
    await initialize(place, options.password);
    const certificate = options.tls ? selfSignedCertificate() : undefined;
    const settings = { ...SETTINGS, ...options.settings, ...(await tlsSettings(place, certificate)) };
    const { child, port, version } = await launch(place, settings, options.password);

    const stop = async () => {
      await end(child);
      folders.forEach(remove);
    };
    return new PostgresServer({
      major,
      version,
      url: urlOf(port, options.password),
      certificate: certificate?.certificate,
      stop,
    });
  } catch (error) {
    folders.forEach(remove);
    throw error;
  }
}

const running = new Set<ChildProcess>();
const temporary = new Set<string>();

atEnd(() => {
  for (const child of running) child.kill(AT_ONCE);
  temporary.forEach(remove);
});

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  temporary.delete(folder);
}

/** PostgreSQL's name for ending without saving: there is nothing to save. */
const AT_ONCE = 'SIGQUIT';

interface Place {
  major: number;
  bin: string;
  /** Holds the data, the log, the certificate. */
  home: string;
  data: string;
  user: UnprivilegedUser | undefined;
}

async function initialize({ major, bin, home, data, user }: Place, password: string | undefined): Promise<void> {
  const auth =
    password === undefined
      ? ['--auth=trust']
      : ['--auth=scram-sha-256', `--pwfile=${await privateFile(home, user, 'password', password)}`];
  const init = spawnSync(
    executable(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync', ...auth],
    { ...user, cwd: home, encoding: 'utf8', env: environment() },
  );
  if (init.status === 0) return;
  const reason = init.error?.message ?? `${init.stdout}\n${init.stderr}`;
  throw new Error(`initdb of PostgreSQL ${major} failed: ${reason}`);
}

async function tlsSettings({ home, user }: Place, made: Certificate | undefined): Promise<Record<string, string>> {
  if (made === undefined) return {};
  return {
    ssl: 'on',
    ssl_cert_file: await privateFile(home, user, 'server.crt', made.certificate),
    ssl_key_file: await privateFile(home, user, 'server.key', made.key),
  };
}

/** Starts the server on a free port; on another one when somebody else was faster. */
async function launch(
  place: Place,
  settings: Readonly<Record<string, string>>,
  password: string | undefined,
): Promise<{ child: ChildProcess; port: number; version: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = await privateFile(place.home, place.user, 'server.log', '');
    const child = spawnServer(place, { ...settings, port: String(port) }, log);
    try {
      return { child, port, version: await waitForAnswer(place, urlOf(port, password), child) };
    } catch (error) {
      await end(child);
      const said = readFileSync(log, 'utf8');
      if (attempt === PORT_ATTEMPTS || !said.includes('could not bind')) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`PostgreSQL ${place.major} did not come up: ${reason}. Its log:\n${said}`, { cause: error });
      }
    }
  }
}

function spawnServer(place: Place, settings: Readonly<Record<string, string>>, log: string): ChildProcess {
  const logFile = openSync(log, 'a');
  try {
    const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const child = spawn(executable(place.bin, 'postgres'), ['-D', place.data, ...flags], {
      ...place.user,
      cwd: place.home,
      env: environment(),
      stdio: ['ignore', logFile, logFile],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    // A test that forgets the server still ends; the server ends with it.
    child.unref();
    return child;
  } finally {
    closeSync(logFile);
  }
}

/** Writes a file that the server's user alone can read. Out: its path. */
async function privateFile(
  home: string,
  user: UnprivilegedUser | undefined,
  name: string,
  text: string,
): Promise<string> {
  const file = path.join(home, name);
  await writeFile(file, text);
  await chmod(file, 0o600);
  if (user) chownSync(file, user.uid, user.gid);
  return file;
}

function urlOf(port: number, password: string | undefined): string {
  const url = new URL(`postgresql://postgres@127.0.0.1:${port}/postgres`);
  if (password !== undefined) url.password = encodeURIComponent(password);
  return url.href;
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

/** Out: the server's version. Errors: when it ends or stays silent. */
async function waitForAnswer(place: Place, url: string, child: ChildProcess): Promise<string> {
  const deadline = Date.now() + START_SECONDS * 1000;
  let last: unknown;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; data: string }>(
        `select current_setting('server_version') as version, current_setting('data_directory') as data`,
      );
      // Somebody else's server may have taken the port in the meantime.
      if (rows[0]?.data === place.data) return rows[0].version;
      throw new Error('another server has the port');
    } catch (error) {
      last = error;
      await pause(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(last instanceof Error ? last.message : 'it ended at once');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.ref();
    child.kill(AT_ONCE);
  });
}
