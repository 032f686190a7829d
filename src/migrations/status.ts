import * as z from 'zod';

const states = [
  'applied',
  'pending',
  'out-of-order',
  'edited',
  'failed',
  'no-file',
  'objects-missing',
  'not-recorded',
] as const;

const cell = z
  .strictObject({
    environment: z.string(),
    state: z
      .enum(states)
      .nullable()
      .describe(
        'applied; pending; out-of-order: pending, and older than the newest applied one; edited since it was applied; failed: Prisma began it and did not finish; no-file: applied, but there is no such file; objects-missing: recorded as applied, but what it creates is not there; not-recorded: what it creates is there, but it is not recorded; null: nothing can be said.',
      ),
    missing: z.array(z.string()).readonly().optional().describe('The ids of the objects that are missing.'),
  })
  .readonly();

const row = z
  .strictObject({
    name: z.string(),
    version: z.string().nullable().describe('Null for a name that the Supabase command line skips.'),
    title: z.string(),
    path: z.string().nullable().describe('Null where there is no file.'),
    place: z.enum(['current', 'archive', 'nowhere']),
    problems: z.array(z.enum(['skipped-name', 'duplicate-version', 'not-text'])).readonly(),
    cells: z.array(cell).readonly().describe('One for each environment, in their order.'),
  })
  .readonly();

const environment = z
  .strictObject({
    name: z.string(),
    keepers: z
      .array(z.enum(['supabase', 'prisma']))
      .readonly()
      .describe('Whose history there is. Empty: the database is untracked, or could not be asked.'),
    error: z.string().nullable().describe('Why it could not be asked.'),
  })
  .readonly();

/** Which migration is applied where, as data: what `schema-drift status --json` prints. */
export const migrationStatusSchema = z
  .strictObject({
    formatVersion: z.literal(1),
    folder: z.string(),
    environments: z.array(environment).readonly(),
    migrations: z.array(row).readonly().describe('In the order of their versions; archived ones at the end.'),
    notes: z.array(z.string()).readonly().describe('What could not be checked, and why.'),
  })
  .readonly();

export type MigrationStatus = z.infer<typeof migrationStatusSchema>;
export type MigrationRow = MigrationStatus['migrations'][number];
export type MigrationCell = MigrationRow['cells'][number];
export type MigrationState = NonNullable<MigrationCell['state']>;
export type FileProblem = MigrationRow['problems'][number];
export type TrackedEnvironment = MigrationStatus['environments'][number];

/** True when every environment could be asked. */
export function allAsked({ environments }: MigrationStatus): boolean {
  return environments.every(({ error }) => error === null);
}

/** True when everything is applied everywhere and nothing is wrong, as far as environments could be asked. */
export function isUpToDate({ environments, migrations }: MigrationStatus): boolean {
  return (
    environments.every(({ keepers, error }) => error !== null || keepers.length > 0) &&
    migrations.every(
      ({ problems, cells }) =>
        problems.length === 0 && cells.every(({ state }) => state === null || state === 'applied'),
    )
  );
}
