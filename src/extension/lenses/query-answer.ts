import type { CheckResult } from '../../verification/run';

/** What one query gave in one environment, or why it gave nothing. */
export interface QueryAnswer {
  readonly environment: string;
  readonly outcome: CheckResult['outcome'];
  /** In short, for people. */
  readonly actual: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly milliseconds: number;
}

/** All answers to one query. */
export interface AnsweredQuery {
  /** The line that the answers stand on, counted from 0. */
  readonly line: number;
  readonly title: string;
  /** For people. Null where nothing was expected. */
  readonly expected: string | null;
  readonly answers: readonly QueryAnswer[];
}
