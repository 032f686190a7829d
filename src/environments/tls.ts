import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { type ConnectionSettings, isSocket } from './connection-settings';
import { EnvironmentError } from './errors';

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** One way to connect: without TLS, or with TLS and what it must show. */
export type TlsAttempt = false | ConnectionOptions;

export interface TlsPlan {
  readonly mode: SslMode;
  /** In order: the next is tried when the server wants it otherwise. */
  readonly attempts: readonly [TlsAttempt, ...TlsAttempt[]];
}

/**
 * What libpq means by `sslmode`, `sslrootcert`, `sslcert` and `sslkey`, of the URL or of PGSSLMODE and its like.
 * Differs from libpq in one case: `verify-full` without a root certificate trusts the certificates that Node trusts,
 * where libpq refuses to connect.
 * @param folder where relative paths start
 * @throws EnvironmentError `tls` for an unknown mode or a file that can't be read
 */
export async function planTls(
  environment: string,
  settings: ConnectionSettings,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<TlsPlan> {
  const files = new CertificateFiles(environment, settings, env, folder);
  const mode = sslMode(environment, settings, env);
  if (mode === 'disable') return { mode, attempts: [false] };

  const root = await files.read('sslrootcert', 'PGSSLROOTCERT', 'root.crt');
  const own: ConnectionOptions = {
    ...given('cert', await files.read('sslcert', 'PGSSLCERT', 'postgresql.crt')),
    ...given('key', await files.read('sslkey', 'PGSSLKEY', 'postgresql.key')),
    ...given('passphrase', settings.parameters.get('sslpassword')),
  };
  const unchecked: ConnectionOptions = { ...own, rejectUnauthorized: false };
  switch (mode) {
    case 'allow':
      return { mode, attempts: [false, unchecked] };
    case 'prefer':
      return { mode, attempts: [unchecked, false] };
    case 'require':
      // libpq: a root certificate makes `require` as strict as `verify-ca`.
      return { mode, attempts: [root === undefined ? unchecked : { ...own, ...issuedBy(root) }] };
    case 'verify-ca':
      if (root === undefined || root === SYSTEM_ROOTS) throw rootNeeded(environment);
      return { mode, attempts: [{ ...own, ...issuedBy(root) }] };
    case 'verify-full':
      return { mode, attempts: [root === undefined || root === SYSTEM_ROOTS ? own : { ...own, ca: root }] };
  }
}

/** `sslrootcert=system`: the certificates that the system (here: Node) trusts. */
const SYSTEM_ROOTS = 'system';

function sslMode(environment: string, settings: ConnectionSettings, env: NodeJS.ProcessEnv): SslMode {
  if (isSocket(settings)) return 'disable';
  const { parameters } = settings;
  const fallback = parameters.get('sslrootcert') === SYSTEM_ROOTS ? 'verify-full' : 'prefer';
  const word =
    parameters.get('sslmode') ?? (parameters.get('ssl') === 'true' ? 'require' : (env.PGSSLMODE ?? fallback));
  // Only node-postgres knows this word; it means what libpq calls `require`.
  const mode = word === 'no-verify' ? 'require' : SSL_MODES.find((known) => known === word);
  if (mode !== undefined) return mode;
  throw new EnvironmentError({
    reason: 'tls',
    environment,
    message: `${environment}: the sslmode "${word}" is unknown.`,
    hint: `Use one of ${SSL_MODES.join(', ')}.`,
  });
}

/** Issued by that authority, for whatever host name. */
function issuedBy(root: string): ConnectionOptions {
  return { ...(root === SYSTEM_ROOTS ? {} : { ca: root }), checkServerIdentity: () => undefined };
}

function given<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  const record: Partial<Record<Key, string>> = {};
  if (value !== undefined) record[key] = value;
  return record;
}

function rootNeeded(environment: string): EnvironmentError {
  return new EnvironmentError({
    reason: 'tls',
    environment,
    message: `${environment}: sslmode=verify-ca needs the certificate of the authority to check against, and there is none.`,
    hint: "Add sslrootcert=FILE to the URL (Supabase: Project Settings, Database, SSL Configuration, Download certificate), or use sslmode=verify-full with the system's authorities.",
  });
}

/** The certificate files that a URL, the environment variables or libpq's folder in the home name. */
class CertificateFiles {
  constructor(
    readonly environment: string,
    readonly settings: ConnectionSettings,
    readonly env: NodeJS.ProcessEnv,
    readonly folder: string,
  ) {}

  /** Its text; undefined when none is named and libpq's own place holds none. */
  async read(parameter: string, variable: string, usual: string): Promise<string | undefined> {
    const named = this.settings.parameters.get(parameter) ?? this.env[variable];
    if (named === SYSTEM_ROOTS && parameter === 'sslrootcert') return SYSTEM_ROOTS;
    const file =
      named === undefined || named === ''
        ? path.join(this.env.HOME ?? homedir(), '.postgresql', usual)
        : path.resolve(this.folder, named);
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (named === undefined || named === '') return undefined;
      throw new EnvironmentError({
        reason: 'tls',
        environment: this.environment,
        message: `${this.environment}: ${parameter} names ${file}, which can't be read (${codeOf(error)}).`,
        hint: 'Check the path. Relative paths start in the workspace folder.',
      });
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
