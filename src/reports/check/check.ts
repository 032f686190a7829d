import * as z from 'zod';

const findingSchema = z
  .strictObject({
    rule: z.string().describe('What was found, the same in every run: missing, extra, changed, or a rule of lint.'),
    level: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    object: z.string().optional().describe('The identity of the object that it is about.'),
    place: z
      .strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() })
      .readonly()
      .optional()
      .describe('Where in the workspace; the file is relative to it.'),
  })
  .readonly();

const checkSchema = z
  .strictObject({
    name: z.string().describe('What was checked: the name of a comparison.'),
    findings: z.array(findingSchema).readonly(),
    problem: z.string().nullable().describe('Why it could not be checked; null where it was.'),
  })
  .readonly();

/** What `schema-drift check --format json` prints. */
export const checkReportSchema = z
  .strictObject({ formatVersion: z.literal(1), checks: z.array(checkSchema).readonly() })
  .readonly();

export type Finding = z.infer<typeof findingSchema>;
export type Check = z.infer<typeof checkSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;

/** What a finding of one check counts as in the whole: notes are only said. */
export function isFailure({ level }: Finding): boolean {
  return level !== 'note';
}
