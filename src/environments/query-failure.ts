import { DatabaseError } from 'pg';
import { cancelled, EnvironmentError, type SqlFailure } from './errors';

const QUERY_CANCELED = '57014';
const READ_ONLY = '25006';

/** Codes by which a server says that it ends the session. */
const SESSION_ENDED = /^(57P|08)/;

/** Why a query gave no result. In: what the driver threw. */
export function queryFailure(environment: string, error: unknown): EnvironmentError {
  if (error instanceof EnvironmentError) return error;
  if (!(error instanceof DatabaseError)) return lost(environment, messageOf(error));
  const { code = '', message } = error;
  if (SESSION_ENDED.test(code) || error.severity === 'FATAL') return lost(environment, message, code);
  if (code === QUERY_CANCELED) {
    if (!message.includes('statement timeout')) return cancelled(environment);
    return new EnvironmentError({
      reason: 'timeout',
      environment,
      message: `${environment}: the server gave up: ${message}.`,
      hint: 'Allow more time, or find out what it waits for (pg_stat_activity, pg_locks).',
      code,
    });
  }
  return new EnvironmentError({
    reason: 'sql',
    environment,
    message: `${environment}: ${message}`,
    hint: error.hint ?? (code === READ_ONLY ? 'This session only reads.' : 'See what PostgreSQL says above.'),
    code,
    sql: sqlFailure(error),
  });
}

function lost(environment: string, said: string, code?: string): EnvironmentError {
  return new EnvironmentError({
    reason: 'lost',
    environment,
    message: `${environment}: the connection was lost in the middle (${said}).`,
    hint: 'Nothing was compared. Check the network and the server, and try again.',
    code,
  });
}

function sqlFailure(error: DatabaseError): SqlFailure {
  return {
    message: error.message,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.position === undefined ? {} : { position: Number(error.position) }),
    ...(error.where === undefined ? {} : { where: error.where }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
