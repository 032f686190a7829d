import * as z from 'zod/mini';

/** An environment by name. Nothing here leads to its database. */
export const environmentSchema = z.object({
  name: z.string(),
  kind: z.string(),
  role: z.nullable(z.string()),
  protected: z.boolean(),
  serverVersion: z.nullable(z.string()),
});
export type ReviewedEnvironment = z.infer<typeof environmentSchema>;

export const statusSchema = z.enum(['missing', 'extra', 'changed']);

/** One difference as the list needs it. Its SQL and values are asked for when it is shown. */
export const listedDifferenceSchema = z.object({
  id: z.string(),
  kind: z.string(),
  schema: z.nullable(z.string()),
  /** The name below its schema: `graph_nodes.status`. */
  label: z.string(),
  status: statusSchema,
  /** What is changed, by name. */
  attributes: z.array(z.string()),
  /** How many parts come or go with it. */
  includes: z.number(),
});
export type ListedDifference = z.infer<typeof listedDifferenceSchema>;

/** What the comparison does not cover: one line for people, with examples. */
export const omissionSchema = z.object({
  reason: z.enum(['not-compared', 'left-out', 'not-read']),
  text: z.string(),
  examples: z.array(z.string()),
});
export type Omission = z.infer<typeof omissionSchema>;

/** Two names that are, or may be, those of one object. */
export const renameSchema = z.object({ from: z.string(), to: z.string() });

const pair = { source: environmentSchema, target: environmentSchema };

/** Where the comparison stands. A failure is a phase of its own, so that it can't be taken for "no drift". */
export const comparisonSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  z.object({ phase: z.literal('comparing'), ...pair }),
  z.object({ phase: z.literal('failed'), ...pair, message: z.string(), hint: z.string() }),
  z.object({
    phase: z.literal('compared'),
    ...pair,
    differences: z.array(listedDifferenceSchema),
    /** The kinds that occur, in the order in which they are shown, and what they are called: `table`, `tables`. */
    kinds: z.array(z.object({ name: z.string(), one: z.string(), many: z.string() })),
    omissions: z.array(omissionSchema),
    /** Those that were accepted. */
    renames: z.array(renameSchema),
    possibleRenames: z.array(z.extend(renameSchema, { why: z.string() })),
    stale: z.boolean(),
  }),
]);
export type Comparison = z.infer<typeof comparisonSchema>;
export type Compared = Extract<Comparison, { phase: 'compared' }>;

/** One difference in full: what the right-hand pane shows. */
export const detailsSchema = z.object({
  id: z.string(),
  /** Complete DDL, or empty where that side does not have the object. */
  source: z.string(),
  target: z.string(),
  changes: z.array(z.object({ attribute: z.string(), source: z.string(), target: z.string() })),
});
export type Details = z.infer<typeof detailsSchema>;

/** In which way a migration reaches its goal, as the engine has it. */
export const strategySchema = z.enum(['usual', 'online', 'idempotent']);

/** What the migration of the present choice would do. */
export const plannedSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('planned'),
    statements: z.number(),
    hazards: z.array(z.object({ difference: z.string(), object: z.string(), code: z.string(), message: z.string() })),
    /** What comes along because the choice needs it. */
    brought: z.array(z.object({ object: z.string(), reason: z.string() })),
  }),
  z.object({ outcome: z.literal('refused'), message: z.string(), object: z.nullable(z.string()) }),
]);
export type Planned = z.infer<typeof plannedSchema>;

/** Whether the migration of the present choice does what it says. */
export const provedSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.enum(['none', 'proving']) }),
  z.object({ phase: z.enum(['proved', 'not proved']), text: z.string() }),
]);
export type Proved = z.infer<typeof provedSchema>;
