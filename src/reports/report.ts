import { z } from 'zod';
import type { Value } from '../engine/model';
import { alignmentSchema } from './alignment';

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(value).readonly(),
    z.record(z.string(), value).readonly(),
  ]),
);

const statusSchema = z.enum(['missing', 'extra', 'changed']);

const environmentSchema = z
  .strictObject({
    name: z.string().describe('What the environment is called; never holds a secret.'),
    kind: z.enum(['database', 'migrations', 'prisma', 'snapshot', 'sql']),
    serverVersion: z.string().nullable().describe('The version of PostgreSQL, null where it is not known.'),
  })
  .readonly();

const differenceSchema = z
  .strictObject({
    id: z.string().describe('The same in every environment: column:public.graph_nodes.status.'),
    kind: z.string().describe("PostgreSQL's word in snake_case: table, materialized_view."),
    schema: z.string().nullable().describe('Null for what lies in no schema, such as an extension.'),
    name: z.string(),
    parent: z.string().optional().describe('The id of the object that this one goes away with.'),
    status: statusSchema.describe('missing: only the source has it; extra: only the target has it.'),
    changes: z
      .array(z.strictObject({ attribute: z.string(), source: value, target: value }).readonly())
      .readonly()
      .optional()
      .describe('What differs; for changed objects alone.'),
    sourceSql: z.string().optional().describe("The object's whole definition in the source."),
    targetSql: z.string().optional().describe("The object's whole definition in the target."),
  })
  .readonly();

const count = z.int().nonnegative();

const summarySchema = z
  .strictObject({
    total: count,
    byStatus: z.strictObject({ missing: count, extra: count, changed: count }).readonly(),
    byKind: z.record(z.string(), count).readonly(),
  })
  .readonly();

const examples = z.array(z.string()).readonly();

/** A drift as others read it: what `diff --format json` prints. Published as a JSON Schema too. */
export const reportSchema = z
  .strictObject({
    formatVersion: z.literal(1),
    source: environmentSchema.describe('The environment that is right.'),
    target: environmentSchema.describe('The environment to be brought in line with the source.'),
    incomplete: z
      .boolean()
      .describe('True when a part could not be read (see notRead): differences may be missing from this report.'),
    summary: summarySchema,
    differences: z.array(differenceSchema).readonly(),
    possibleRenames: z
      .array(
        z
          .strictObject({
            from: z.string().describe('An id of the target.'),
            to: z.string().describe('An id of the source.'),
            why: z.string().describe('What both have in common.'),
          })
          .readonly(),
      )
      .readonly()
      .describe('What may be one object that was renamed; --rename FROM=TO says so.'),
    sameServer: z.boolean().describe('True when both are databases of one server: what ends the one ends the other.'),
    otherOrder: z
      .array(z.string())
      .readonly()
      .describe('The ids of tables whose columns are in another order, which is no difference.'),
    alignment: alignmentSchema.optional().describe('Where one side is a Prisma schema: model by model.'),
    notCompared: z
      .array(z.strictObject({ kind: z.string(), count, examples }).readonly())
      .readonly()
      .describe('Objects that were found and cannot be compared yet; the count of the environment that has more.'),
    leftOut: z
      .array(z.strictObject({ reason: z.string(), count, examples }).readonly())
      .readonly()
      .describe('Objects left out on purpose; the count of the environment that has more.'),
    notRead: z
      .array(
        z.strictObject({ environment: z.enum(['source', 'target']), kind: z.string(), reason: z.string() }).readonly(),
      )
      .readonly()
      .describe('What the role was not allowed to read.'),
  })
  .readonly();

export type Report = z.infer<typeof reportSchema>;
export type ReportedDifference = Report['differences'][number];
export type ReportedRename = Report['possibleRenames'][number];
export type ReportedEnvironment = Report['source'];
