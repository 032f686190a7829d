import assert from 'node:assert/strict';
import { z } from 'zod';
import { jsonReport } from '../../../src/reports/json';
import { reportSchema } from '../../../src/reports/report';
import { verificationReportSchema } from '../../../src/reports/verification-report';
import { emptyReport, incompletely, sampleReport } from './sample-report';

describe('a report as JSON', () => {
  for (const [what, report] of [
    ['drift', sampleReport],
    ['no drift', emptyReport],
    ['an incomplete comparison', incompletely(sampleReport)],
  ] as const)
    it(`holds ${what} as its schema says, and loses nothing`, () => {
      assert.deepEqual(reportSchema.parse(JSON.parse(jsonReport(report))), report);
    });

  it('has a schema that can be published as JSON Schema', () => {
    const published = z.toJSONSchema(reportSchema);
    assert.deepEqual(published.required, [
      'formatVersion',
      'source',
      'target',
      'incomplete',
      'summary',
      'differences',
      'possibleRenames',
      'sameServer',
      'otherOrder',
      'notCompared',
      'leftOut',
      'notRead',
    ]);
    assert.ok(z.toJSONSchema(verificationReportSchema).properties?.checks);
  });
});
