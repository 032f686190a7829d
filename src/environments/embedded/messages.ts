import * as z from 'zod';

/** What the embedded PostgreSQL is started with: from the parent to the child process. */
export const startSchema = z.strictObject({
  /** The folder of its Unix socket; null for a port of 127.0.0.1. */
  socketFolder: z.nullable(z.string()),
  /** The extensions that the SQL names. */
  extensions: z.array(z.string()),
  /** Files for the folder that PostgreSQL finds its extensions in. */
  extensionFiles: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  /** A database that was saved before; null for an empty one. */
  savedDatabase: z.nullable(z.string()),
});
export type Start = z.infer<typeof startSchema>;

/** What the child answers, once. */
export const startedSchema = z.union([
  z.strictObject({ host: z.string(), port: z.number() }),
  z.strictObject({ error: z.string() }),
]);
export type Started = z.infer<typeof startedSchema>;

/** Asks the child to save its database to a file, between two statements. */
export const saveSchema = z.strictObject({ saveTo: z.string() });
export type Save = z.infer<typeof saveSchema>;

/** What the child answers to that; null: it is saved. */
export const savedSchema = z.strictObject({ saveError: z.nullable(z.string()) });
export type Saved = z.infer<typeof savedSchema>;
