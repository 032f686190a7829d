import { z } from 'zod';

const resultSchema = z
  .strictObject({
    environment: z.string(),
    outcome: z
      .enum(['passed', 'failed', 'shown', 'error'])
      .describe('shown: the query has no expectation; error: it could not be run.'),
    actual: z.string().describe('The answer in short, or what PostgreSQL said.'),
    columns: z.array(z.string()).readonly().optional(),
    rows: z
      .array(z.array(z.string().nullable()).readonly())
      .readonly()
      .optional()
      .describe("The first rows of the answer, every value as PostgreSQL's text."),
  })
  .readonly();

const checkSchema = z
  .strictObject({
    title: z.string(),
    line: z.int().positive(),
    sql: z.string(),
    expected: z.string().nullable().describe('What the comment expects, or null: the query is shown, not judged.'),
    results: z.array(resultSchema).readonly(),
  })
  .readonly();

const environmentSchema = z
  .strictObject({
    name: z.string(),
    serverVersion: z.string().nullable(),
    error: z.string().optional().describe('Why no query could be run there.'),
  })
  .readonly();

const count = z.int().nonnegative();

/** Answers to verification queries as others read them: what `verify --format json` prints. */
export const verificationReportSchema = z
  .strictObject({
    formatVersion: z.literal(1),
    file: z.string(),
    environments: z.array(environmentSchema).readonly(),
    summary: z.strictObject({ passed: count, failed: count, shown: count, error: count }).readonly(),
    checks: z.array(checkSchema).readonly(),
  })
  .readonly();

export type VerificationReport = z.infer<typeof verificationReportSchema>;
export type VerifiedEnvironment = VerificationReport['environments'][number];
export type VerifiedCheck = VerificationReport['checks'][number];
