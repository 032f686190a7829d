import { EnvironmentError } from '../environments/errors';
import type { Connection } from '../environments/session';
import type { ResultSet } from '../environments/text-query';
import type { Check } from './check';
import { judge } from './judge';

/** What came of one query in one environment. */
export interface CheckResult {
  readonly check: Check;
  /** `shown`: the query has no expectation. `error`: it could not be run. */
  readonly outcome: 'passed' | 'failed' | 'shown' | 'error';
  /** The answer in short, for people: `t`, `3 rows`; for an error what PostgreSQL said. */
  readonly actual: string;
  /** Null when the query could not be run. */
  readonly result: ResultSet | null;
  readonly milliseconds: number;
}

/**
 * Runs queries one after the other, each in a read-only transaction of its own.
 * A query that fails is a result like any other.
 * @param connection of one environment; opened read-only, with a statement timeout
 * @throws the reason of `signal` when it is aborted: the running query is cancelled
 */
export async function* runChecks(
  checks: readonly Check[],
  connection: Pick<Connection, 'run' | 'cancel'>,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  const cancel = (): void => void connection.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for (const check of checks) {
      signal?.throwIfAborted();
      const result = await runCheck(check, connection);
      signal?.throwIfAborted();
      yield result;
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function runCheck(check: Check, connection: Pick<Connection, 'run'>): Promise<CheckResult> {
  const begun = performance.now();
  const elapsed = (): number => Math.round(performance.now() - begun);
  try {
    const result = await runReadOnly(check.sql, connection);
    return { check, ...judge(check.expectation, result), result, milliseconds: elapsed() };
  } catch (error) {
    return { check, outcome: 'error', actual: saidBy(error), result: null, milliseconds: elapsed() };
  }
}

/**
 * A session can be made writable by a setting; a transaction that has begun to read cannot. Both statements go in one
 * message, which PostgreSQL runs as one transaction: BEGIN would not get through every pooler.
 */
async function runReadOnly(sql: string, connection: Pick<Connection, 'run'>): Promise<ResultSet> {
  const [, result] = await connection.run(`set transaction read only; ${sql}`);
  if (result === undefined) throw new Error('The query gave no result.');
  return result;
}

function saidBy(error: unknown): string {
  if (error instanceof EnvironmentError && error.sql !== undefined)
    return [error.sql.message, error.sql.detail, error.sql.hint].filter((part) => part !== undefined).join(' ');
  return error instanceof Error ? error.message : String(error);
}
