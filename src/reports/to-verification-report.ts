import type { Check } from '../verification/check';
import { describeExpectation } from '../verification/expectation';
import type { CheckResult } from '../verification/run';
import type { VerificationReport, VerifiedEnvironment } from './verification-report';

const ROWS = 100;

/**
 * Puts the answers of several environments side by side.
 * @param results the answers by environment name; none for an environment with an error
 */
export function toVerificationReport(
  file: string,
  checks: readonly Check[],
  environments: readonly VerifiedEnvironment[],
  results: ReadonlyMap<string, readonly CheckResult[]>,
): VerificationReport {
  const summary = { passed: 0, failed: 0, shown: 0, error: 0 };
  for (const { outcome } of [...results.values()].flat()) summary[outcome] += 1;
  return {
    formatVersion: 1,
    file,
    environments,
    summary,
    checks: checks.map((check) => ({
      title: check.title,
      line: check.line,
      sql: check.sql,
      expected: check.expectation === null ? null : describeExpectation(check.expectation),
      results: environments.flatMap(({ name }) => {
        const found = results.get(name)?.find((result) => result.check === check);
        return found === undefined ? [] : [reported(name, found)];
      }),
    })),
  };
}

function reported(
  environment: string,
  { outcome, actual, result }: CheckResult,
): VerificationReport['checks'][number]['results'][number] {
  const answer = result === null ? {} : { columns: result.columns, rows: result.rows.slice(0, ROWS) };
  return { environment, outcome, actual, ...answer };
}
