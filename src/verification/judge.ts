import type { ResultSet } from '../environments/text-query';
import type { Expectation } from './check';

export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'shown';
  /** The answer in short, for people. */
  readonly actual: string;
}

/** Compares an answer, as PostgreSQL writes it, with what was expected. */
export function judge(expectation: Expectation | null, result: ResultSet): Verdict {
  if (expectation === null) return { outcome: 'shown', actual: answer(result) };
  if (expectation.kind === 'rows') {
    const passed = result.rows.length === expectation.count;
    return { outcome: passed ? 'passed' : 'failed', actual: countRows(result) };
  }
  const value = singleValue(result);
  const passed = value !== undefined && sameText(value, expectation.value);
  return { outcome: passed ? 'passed' : 'failed', actual: answer(result) };
}

function answer(result: ResultSet): string {
  const value = singleValue(result);
  if (value !== undefined) return value ?? 'null';
  return result.columns.length > 1 && result.rows.length > 0
    ? `${countRows(result)} of ${result.columns.length} columns`
    : countRows(result);
}

function countRows({ rows }: ResultSet): string {
  if (rows.length === 0) return 'no rows';
  return rows.length === 1 ? '1 row' : `${rows.length} rows`;
}

/** The answer of a query that gives one row of one column; undefined for any other answer. */
function singleValue({ rows }: ResultSet): string | null | undefined {
  const [row] = rows;
  return rows.length === 1 && row?.length === 1 ? row[0] : undefined;
}

/** PostgreSQL writes booleans as `t` and `f`; people write `true`. */
function sameText(actual: string | null, expected: string | null): boolean {
  if (actual === null || expected === null) return actual === expected;
  return actual === expected || (BOOLEANS.has(actual) && BOOLEANS.get(actual) === BOOLEANS.get(expected.toLowerCase()));
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['t', true],
  ['true', true],
  ['f', false],
  ['false', false],
]);
