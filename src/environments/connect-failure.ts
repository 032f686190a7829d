import { DatabaseError } from 'pg';
import { type ConnectionSettings, serverAddress } from './connection-settings';
import { EnvironmentError, type EnvironmentErrorReason } from './errors';

const NO_TLS_OFFERED = 'The server does not support SSL connections';
const TLS_BROKEN_OFF = /establishing an SSL connection|before secure TLS connection/;
const TLS_CODES = /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|EPROTO$)/;
const UNREACHABLE_CODES = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN']);
const UNKNOWN_HOST_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL']);

const INVALID_LOGIN = '28000';
const WRONG_PASSWORD = '28P01';
const PROTOCOL_VIOLATION = '08P01';

/** What happened and what to do about it. */
interface Verdict {
  readonly reason: EnvironmentErrorReason;
  readonly what: string;
  readonly hint: string;
}

/** Why a connection was not made, in words for a person. In: whatever the driver or the system threw. */
export function connectFailure(environment: string, settings: ConnectionSettings, error: unknown): EnvironmentError {
  if (error instanceof EnvironmentError) return error;
  const { reason, what, hint } = error instanceof DatabaseError ? refusal(settings, error) : trouble(settings, error);
  return new EnvironmentError({ reason, environment, message: `${environment}: ${what}`, hint, code: codeOf(error) });
}

/** Whether the server may want the other of TLS and no TLS. */
export function wantsOtherEncryption(error: unknown): boolean {
  return isTlsFailure(error) || (error instanceof DatabaseError && error.code === INVALID_LOGIN);
}

/** Whether a pooler between us and the server does not know the startup option `options`. */
export function refusesStartupOptions(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    (error.code === PROTOCOL_VIOLATION || /startup (parameter|option|packet)/i.test(error.message))
  );
}

/** The server, or a pooler before it, answered and said no. */
function refusal(settings: ConnectionSettings, error: DatabaseError): Verdict {
  const said = `${serverAddress(settings)} says: ${error.message}.`;
  switch (error.code ?? '') {
    case WRONG_PASSWORD:
      return {
        reason: 'password',
        what: `the password of "${settings.user}" is wrong. ${said}`,
        hint: 'Check user and password, and that the URL belongs to this server. Special characters in a URL are percent-encoded.',
      };
    case INVALID_LOGIN:
      return {
        reason: 'password',
        what: `"${settings.user}" may not log in to "${settings.database}". ${said}`,
        hint: /no encryption|SSL off/i.test(error.message)
          ? 'The server wants TLS: add sslmode=require to the URL.'
          : "Check the user's name, and the server's pg_hba.conf for this address, user and database.",
      };
    case '3D000':
      return {
        reason: 'no-database',
        what: `there is no database "${settings.database}" on ${serverAddress(settings)}.`,
        hint: 'Check the last part of the URL, and that it is the right server.',
      };
    case '53300':
      return {
        reason: 'refused',
        what: `no connection is free. ${said}`,
        hint: "End sessions that are not needed, or use the server's pooler.",
      };
    case '57P03':
      return {
        reason: 'unreachable',
        what: `the server is starting or stopping. ${said}`,
        hint: 'Wait a moment and try again.',
      };
    default:
      return /tenant or user not found/i.test(error.message)
        ? {
            reason: 'password',
            what: `the pooler does not know "${settings.user}". ${said}`,
            hint: "Supabase's pooler wants the user postgres.PROJECT-REFERENCE and the address of the project's own region: copy both from Connect in the dashboard.",
          }
        : {
            reason: 'refused',
            what: `the server refuses the connection. ${said}`,
            hint: "The server's log may say more.",
          };
  }
}

/** No answer that could be used. */
function trouble(settings: ConnectionSettings, error: unknown): Verdict {
  const code = codeOf(error) ?? '';
  const address = serverAddress(settings);
  if (isTlsFailure(error)) return tlsTrouble(settings, error, code);
  if (UNKNOWN_HOST_CODES.has(code)) {
    return {
      reason: 'unreachable',
      what: `the host "${settings.host}" is not known (${code}).`,
      hint: isDirectSupabaseHost(settings) ? IPV6_ONLY : 'Check the spelling of the host, your network and your VPN.',
    };
  }
  if (code === 'ECONNREFUSED' || code === 'ENOENT') {
    return {
      reason: 'unreachable',
      what: `nothing answers at ${address} (${code}).`,
      hint: 'Check host and port, and that the server is running (for the local Supabase stack: supabase start).',
    };
  }
  if (UNREACHABLE_CODES.has(code) || messageOf(error).includes('timeout expired')) {
    return {
      reason: 'unreachable',
      what: `${address} does not answer (${code || `waited ${settings.connectTimeoutMs / 1000} s`}).`,
      hint: isDirectSupabaseHost(settings)
        ? IPV6_ONLY
        : 'Check host and port, firewall and VPN. A paused project must be resumed first. connect_timeout=SECONDS in the URL waits longer.',
    };
  }
  return {
    reason: 'unreachable',
    what: `the connection to ${address} failed: ${code || messageOf(error)}.`,
    hint: 'Check that a PostgreSQL server listens there, and not something else.',
  };
}

function tlsTrouble(settings: ConnectionSettings, error: unknown, code: string): Verdict {
  const message = messageOf(error);
  if (message === NO_TLS_OFFERED) {
    return {
      reason: 'tls',
      what: `${serverAddress(settings)} does not offer TLS, and the URL insists on it.`,
      hint: 'Turn TLS on at the server, or, on a network that you trust, use sslmode=prefer or sslmode=disable. The sslmode is in the URL or in PGSSLMODE.',
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      reason: 'tls',
      what: `the certificate of ${serverAddress(settings)} is for another host: ${message}.`,
      hint: 'Use the host name that the certificate is for, or sslmode=verify-ca, which checks the issuer alone.',
    };
  }
  if (/^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return {
      reason: 'tls',
      what: `the certificate of ${serverAddress(settings)} is not signed by an authority that you trust (${code}).`,
      hint: "Download the certificate of the server's authority and name it by sslrootcert=FILE in the URL (Supabase: Project Settings, Database, SSL Configuration). sslmode=require encrypts without checking.",
    };
  }
  return {
    reason: 'tls',
    what: `TLS with ${serverAddress(settings)} failed: ${message || code}.`,
    hint: 'Check sslmode, sslrootcert, sslcert and sslkey in the URL, and that the port is that of PostgreSQL.',
  };
}

const IPV6_ONLY =
  "Supabase's direct address is reachable by IPv6 only: without it use the address of the session pooler (Connect in the dashboard).";

function isDirectSupabaseHost(settings: ConnectionSettings): boolean {
  return /^db\..+\.supabase\.(co|com|in)$/i.test(settings.host);
}

function isTlsFailure(error: unknown): boolean {
  return (
    !(error instanceof DatabaseError) &&
    (messageOf(error) === NO_TLS_OFFERED ||
      TLS_BROKEN_OFF.test(messageOf(error)) ||
      TLS_CODES.test(codeOf(error) ?? ''))
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
