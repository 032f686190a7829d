import assert from 'node:assert/strict';
import type { ResultSet } from '../../../src/environments/text-query';
import type { Expectation } from '../../../src/verification/check';
import { judge } from '../../../src/verification/judge';

const answer = (...rows: (string | null)[][]): ResultSet => ({
  columns: (rows[0] ?? ['a']).map((_, index) => `column${index}`),
  rows,
  command: 'SELECT',
  rowCount: rows.length,
});

describe('judging an answer', () => {
  const value = (text: string | null): Expectation => ({ kind: 'value', value: text });
  const rows = (count: number): Expectation => ({ kind: 'rows', count });

  for (const [expectation, result, outcome, actual] of [
    [value('t'), answer(['t']), 'passed', 't'],
    [value('true'), answer(['t']), 'passed', 't'],
    [value('TRUE'), answer(['t']), 'passed', 't'],
    [value('false'), answer(['f']), 'passed', 'f'],
    [value('t'), answer(['f']), 'failed', 'f'],
    [value('12'), answer(['12']), 'passed', '12'],
    [value('12'), answer(['12.0']), 'failed', '12.0'],
    [value(null), answer([null]), 'passed', 'null'],
    [value('null'), answer([null]), 'failed', 'null'],
    [value('t'), answer([null]), 'failed', 'null'],
    [value(null), answer(), 'failed', 'no rows'],
    [value('t'), answer(['t'], ['t']), 'failed', '2 rows'],
    [value('t'), answer(['t', 'f']), 'failed', '1 row of 2 columns'],
    [rows(0), answer(), 'passed', 'no rows'],
    [rows(0), answer(['t']), 'failed', '1 row'],
    [rows(2), answer(['1', '2'], ['3', '4']), 'passed', '2 rows'],
    [null, answer(['12']), 'shown', '12'],
  ] as const)
    it(`calls ${JSON.stringify(result.rows)} ${outcome} for ${JSON.stringify(expectation)}`, () => {
      assert.deepEqual(judge(expectation, result), { outcome, actual });
    });
});
