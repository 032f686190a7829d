import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { toVerificationReport } from '../../../src/reports/to-verification-report';
import { verificationText } from '../../../src/reports/verification-text';
import type { Check } from '../../../src/verification/check';
import type { CheckResult } from '../../../src/verification/run';

const check: Check = {
  title: 'the enum is there',
  sql: 'select true',
  start: 0,
  end: 11,
  line: 3,
  expectation: { kind: 'value', value: 't' },
};
const shown: Check = { ...check, title: 'table a', line: 5, expectation: null };

const result = (outcome: CheckResult['outcome'], actual: string, of = check): CheckResult => ({
  check: of,
  outcome,
  actual,
  result: outcome === 'error' ? null : { columns: ['a', 'b'], rows: [['1', null]], command: 'SELECT', rowCount: 1 },
  milliseconds: 1,
});

describe('answers to verification queries as text', () => {
  const report = toVerificationReport(
    'verify.sql',
    [check, shown],
    [
      { name: 'production', serverVersion: '18.4' },
      { name: 'dev', serverVersion: '15.18' },
      { name: 'gone', serverVersion: null, error: 'it does not answer' },
    ],
    new Map([
      ['production', [result('passed', 't'), result('shown', '1 row of 2 columns', shown)]],
      ['dev', [result('failed', 'f'), result('error', 'relation "a" does not exist', shown)]],
    ]),
  );

  it('puts the environments side by side', () => {
    assert.equal(
      verificationText(report, { color: false }),
      [
        'the enum is there  line 3',
        '  ✓ production  t',
        '  ✗ dev         expected t, got f',
        'table a  line 5',
        '  · production  1 row of 2 columns',
        '      a  b',
        '      1  none',
        '  ✗ dev         could not be run: relation "a" does not exist',
        '',
        '✗ gone: no query could be run: it does not answer',
        '2 queries on 3 environments: 1 as expected, 1 not as expected, 1 could not be run, 1 without expectation.',
      ].join('\n'),
    );
  });

  it('says the same in color', () => {
    const colored = verificationText(report, { color: true });
    assert.notEqual(colored, verificationText(report, { color: false }));
    assert.equal(stripVTControlCharacters(colored), verificationText(report, { color: false }));
  });
});
