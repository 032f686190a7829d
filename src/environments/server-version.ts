import { EnvironmentError } from './errors';

const OLDEST = 15;
const NEWEST = 18;
export const SUPPORTED_SERVERS = `PostgreSQL ${OLDEST} to ${NEWEST}`;

/**
 * A server's own words for its version as `server_version_num` has it: `15.18 (Debian 15.18-1)` is 150018,
 * `18beta1` is 180000. Zero when it says nothing of the kind.
 */
export function versionNumber(text: string): number {
  const [, major = '0', minor = '0', patch = '0'] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  return Number(major) >= 10
    ? Number(major) * 10_000 + Number(minor)
    : Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
}

/** @throws EnvironmentError `old-server` when the server is older than those the engine knows. */
export function checkVersion(environment: string, version: number, text: string): void {
  if (version >= OLDEST * 10_000) return;
  throw new EnvironmentError({
    reason: 'old-server',
    environment,
    message: `${environment}: the server is PostgreSQL ${text || 'of an unknown version'}; supported are ${SUPPORTED_SERVERS}.`,
    hint: `Upgrade the server to ${SUPPORTED_SERVERS}, or compare a copy of the database on such a server.`,
  });
}

/** A sentence for a server that is newer than those the engine was tested on, else null. */
export function newerServerWarning(environment: string, version: number, text: string): string | null {
  if (version < (NEWEST + 1) * 10_000) return null;
  return `${environment}: the server is PostgreSQL ${text}, newer than ${SUPPORTED_SERVERS}: what is new in it is not compared.`;
}
