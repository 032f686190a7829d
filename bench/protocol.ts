import * as z from 'zod';

/** What the bench asks of its child, and hears from it. */
export const Request = z.object({
  work: z.enum(['compare', 'plan', 'blocked', 'whole', 'unchanged', 'changed']),
  source: z.string(),
  target: z.string(),
});
export type Request = z.infer<typeof Request>;

export const Measured = z.object({ ms: z.number(), peakKb: z.number() });
export type Measured = z.infer<typeof Measured>;

export const Failed = z.object({ failure: z.string() });
