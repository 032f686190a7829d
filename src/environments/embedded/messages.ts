import * as z from 'zod';

/** What the embedded PostgreSQL is started with: from the parent to the child process. */
export const startSchema = z.strictObject({
  /** The folder of its Unix socket; null for a port of 127.0.0.1. */
  socketFolder: z.nullable(z.string()),
  /** The extensions that the SQL names. */
  extensions: z.array(z.string()),
});
export type Start = z.infer<typeof startSchema>;

/** What the child answers, once. */
export const startedSchema = z.union([
  z.strictObject({ host: z.string(), port: z.number() }),
  z.strictObject({ error: z.string() }),
]);
export type Started = z.infer<typeof startedSchema>;
