import * as z from 'zod';
import { IGNORABLE } from '../engine/ignorable';
import { environmentKinds, environmentRoles, platforms } from './environment';
import { parsePostgresUrl } from './postgres-url';

export const DEFAULT_MIGRATIONS_FOLDER = 'supabase/migrations';

/** What the word before the colon means on the command line: a name can't start like that. */
const RESERVED_NAME = /^(migrations|prisma|snapshot|sql):|:\/\/|,|^\s|\s$|^$/;

/** An object with these keys and no others. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `expected ${Object.keys(shape)
            .map((key) => `"${key}"`)
            .join(' or ')}`
        : undefined,
  });
}

const WHERE_URLS_COME_FROM =
  'a PostgreSQL URL without a password, { "env": "NAME" } or { "file": ".env", "key": "NAME" }';

const url = z
  .union(
    [
      z
        .string()
        .describe(
          'A PostgreSQL URL without a password, such as postgresql://app@db.example.com:5432/app?sslmode=require.',
        ),
      strict({ env: z.string().min(1).describe('The name of an environment variable that holds the URL.') }).describe(
        'The URL is in an environment variable.',
      ),
      strict({
        file: z.string().min(1).describe('A .env file, relative to the workspace folder.'),
        key: z.string().min(1).describe('The name in that file, such as DATABASE_URL.'),
      }).describe('The URL is in a .env file.'),
    ],
    { error: `expected ${WHERE_URLS_COME_FROM}` },
  )
  .superRefine((value, context) => {
    if (typeof value !== 'string') return;
    const parsed = parsePostgresUrl(value);
    if (parsed === null) {
      context.addIssue({ code: 'custom', message: `this is no PostgreSQL URL; expected ${WHERE_URLS_COME_FROM}` });
    } else if (parsed.password !== null) {
      context.addIssue({
        code: 'custom',
        message:
          'a password does not belong into this file: move the URL into a .env file that git ignores and write { "file": ".env", "key": "NAME" }, or leave the password out and let VS Code store it',
      });
    }
  })
  .describe('Where the database is.');

const environment = strict({
  kind: z
    .enum(environmentKinds)
    .optional()
    .describe(
      'database: a live database (the default). migrations: a migrations folder, replayed. prisma: a Prisma schema. snapshot: a saved schema. sql: a file of SQL.',
    ),
  url: url.optional(),
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The file of a snapshot or of SQL, the file or folder of a Prisma schema, or a migrations folder, relative to the workspace folder.',
    ),
  platform: z
    .enum(platforms)
    .optional()
    .describe(
      'For migrations: what they are replayed on. supabase: its roles, schemas and functions. none: an empty PostgreSQL. By default supabase where the folder lies in supabase/ or beside a config.toml.',
    ),
  role: z.enum(environmentRoles).optional().describe('What it is for. Production is shown as such everywhere.'),
  protected: z
    .boolean()
    .optional()
    .describe('Never written to without its name typed. True for production unless you say otherwise.'),
})
  .superRefine(({ kind = 'database', url: at, path, platform }, context) => {
    const wanted = kind === 'database' ? 'url' : 'path';
    const unwanted = kind === 'database' ? 'path' : 'url';
    if (platform !== undefined && kind !== 'migrations') {
      context.addIssue({
        code: 'custom',
        path: ['platform'],
        message: '"platform" is for the kind "migrations" alone',
      });
    }
    if ({ url: at, path }[wanted] === undefined && kind !== 'migrations') {
      context.addIssue({
        code: 'custom',
        message: `"${wanted}" is missing: ${kind === 'database' ? `expected ${WHERE_URLS_COME_FROM}` : 'expected the path of a file'}`,
      });
    }
    if ({ url: at, path }[unwanted] !== undefined) {
      context.addIssue({
        code: 'custom',
        path: [unwanted],
        message: `"${unwanted}" is not for the kind "${kind}", which has "${wanted}"`,
      });
    }
  })
  .describe('A named thing that has a schema.');

const patterns = z.array(z.string().min(1));

/** What is compared, as schema-drift.json and migration files say it. */
export const scopeSchema = strict({
  preset: z
    .enum(['auto', 'supabase', 'none'])
    .optional()
    .describe("Whether Supabase's own schemas are left out. auto: where the database is Supabase's (the default)."),
  schemas: patterns.optional().describe('Compare these schemas alone. All, when it is empty or absent.'),
  exclude: patterns
    .optional()
    .describe('Leave out what these patterns match, and what belongs to it, such as public.tmp_* or trigger:*.'),
  ignore: z
    .array(z.enum(IGNORABLE))
    .optional()
    .describe('What does not count as a difference. whitespace: that in the bodies of SQL and PL/pgSQL functions.'),
  roles: z
    .boolean()
    .optional()
    .describe('Whether roles, their memberships and their settings, which belong to the whole server, are compared.'),
}).describe('What counts.');

const comparison = strict({
  name: z.string().min(1).optional().describe('How it is called in lists.'),
  source: z.string().min(1).describe('The environment that is right.'),
  target: z.string().min(1).describe('The environment to be brought in line with the source.'),
  scope: scopeSchema.optional(),
}).describe('Two environments that are compared again and again.');

const lint = strict({
  since: z
    .string()
    .regex(/^\d+$/, 'expected the version of a migration: its digits before the underscore')
    .optional()
    .describe('Warnings about migrations with an older version are only said and fail nothing.'),
  idempotent: z
    .boolean()
    .optional()
    .describe('Whether it is a warning that a migration cannot run twice, which is tried. Off by default.'),
}).describe('What is looked for in migration files.');

/** The file schema-drift.json. */
export const configurationSchema = strict({
  $schema: z.string().optional().describe('The JSON Schema of this file.'),
  environments: z
    .record(
      z.string().refine((name) => !RESERVED_NAME.test(name), {
        error:
          'a name is not empty, has no comma and no ://, and does not start with migrations:, prisma:, snapshot: or sql:',
      }),
      environment,
    )
    .optional()
    .describe('Named things that have a schema.'),
  comparisons: z.array(comparison).optional().describe('Pairs of environments.'),
  scratch: url
    .optional()
    .describe(
      'A server on which migrations are replayed and proved, in a database made for it and dropped afterwards. Without it they are replayed in an embedded PostgreSQL.',
    ),
  migrations: z
    .string()
    .min(1)
    .optional()
    .describe(
      `Where migrations are written, relative to the workspace folder. ${DEFAULT_MIGRATIONS_FOLDER} by default.`,
    ),
  lint: lint.optional(),
}).describe('Schema Drift: environments and what is compared.');

export type ConfigurationFile = z.infer<typeof configurationSchema>;
export type EnvironmentEntry = z.infer<typeof environment>;
export type ComparisonEntry = z.infer<typeof comparison>;
export type LintEntry = z.infer<typeof lint>;
export type ScopeEntry = z.infer<typeof scopeSchema>;
