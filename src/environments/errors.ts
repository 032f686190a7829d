import { redact } from './redact';

export type EnvironmentErrorReason =
  | 'unreachable'
  | 'timeout'
  | 'password'
  | 'tls'
  | 'no-database'
  | 'refused'
  | 'old-server'
  | 'lost'
  | 'cancelled'
  | 'config'
  | 'not-found'
  | 'unreadable'
  | 'unwritable'
  | 'sql';

/** What PostgreSQL said about a statement that failed. */
export interface SqlFailure {
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Of the failing word in the text that was sent; the first character is 1, and an emoji is one character. */
  readonly position?: number;
  /** PostgreSQL's call stack, such as the line of the function. */
  readonly where?: string;
}

/** A place in a text file, as editors count: the first line and column are 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Parts {
  readonly reason: EnvironmentErrorReason;
  readonly environment: string;
  readonly message: string;
  readonly hint: string;
  readonly code?: string | undefined;
  readonly sql?: SqlFailure | undefined;
  readonly place?: Place | undefined;
}

/**
 * Why an environment could not be read or changed: what happened (`message`) and what to do (`hint`).
 * It carries no secret, and no `cause`: the errors below it can hold a URL with its password.
 */
export class EnvironmentError extends Error {
  readonly reason: EnvironmentErrorReason;
  readonly environment: string;
  readonly hint: string;
  /** SQLSTATE, or the system's error code. */
  readonly code: string | undefined;
  readonly sql: SqlFailure | undefined;
  readonly place: Place | undefined;

  constructor(parts: Parts) {
    super(redact(parts.message));
    this.name = 'EnvironmentError';
    this.reason = parts.reason;
    this.environment = parts.environment;
    this.hint = redact(parts.hint);
    this.code = parts.code;
    this.sql = parts.sql === undefined ? undefined : redactFailure(parts.sql);
    this.place = parts.place;
  }
}

/** The error of work that was cancelled on purpose. */
export function cancelled(environment: string): EnvironmentError {
  return new EnvironmentError({
    reason: 'cancelled',
    environment,
    message: `${environment}: cancelled.`,
    hint: 'Nothing was changed or compared. Run it again when you are ready.',
  });
}

function redactFailure(failure: SqlFailure): SqlFailure {
  return {
    ...failure,
    message: redact(failure.message),
    ...(failure.detail === undefined ? {} : { detail: redact(failure.detail) }),
    ...(failure.hint === undefined ? {} : { hint: redact(failure.hint) }),
    ...(failure.where === undefined ? {} : { where: redact(failure.where) }),
  };
}
