import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Scope } from '../engine/scope';
import {
  type ComparisonEntry,
  type ConfigurationFile,
  configurationSchema,
  DEFAULT_MIGRATIONS_FOLDER,
  type EnvironmentEntry,
  type LintEntry,
  type ScopeEntry,
} from './configuration-schema';
import { ConfigurationError } from './configuration-error';
import type { DatabaseLocation, Environment, EnvironmentKind } from './environment';
import { EnvironmentError } from './errors';
import { JsonDocument, type JsonProblem } from './json-document';
import { unreadableFile } from './location';
import { parsePostgresUrl } from './postgres-url';
import { problemOf } from './zod-problem';

export const CONFIGURATION_FILE = 'schema-drift.json';

/** A folder, or the configured one. */
const MIGRATIONS = /^migrations(?::(.+))?$/s;

/** Two environments that are compared again and again. */
export interface Comparison {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly scope: Scope;
}

/** What is looked for in migration files. */
export interface LintSettings {
  /** The version before which warnings are only said; null for none. */
  readonly since: string | null;
  /** Whether every file must be able to run twice. */
  readonly idempotent: boolean;
}

/** What schema-drift.json says, with its defaults filled in. */
export interface Configuration {
  /** The absolute path of the file, or null where there is none: then everything else is empty. */
  readonly file: string | null;
  readonly environments: readonly Environment[];
  readonly comparisons: readonly Comparison[];
  /** Relative to the workspace folder. */
  readonly migrations: string;
  readonly lint: LintSettings;
  /** The server on which migrations are replayed and proved; without it, the embedded PostgreSQL. */
  readonly scratch?: DatabaseLocation | undefined;
}

/**
 * Reads schema-drift.json of a workspace folder. Without that file the configuration is empty, with `file: null`.
 * @throws ConfigurationError with every problem of the file, each with its line and column
 */
export async function readConfiguration(workspaceFolder: string): Promise<Configuration> {
  const file = path.join(workspaceFolder, CONFIGURATION_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = unreadableFile(CONFIGURATION_FILE, CONFIGURATION_FILE, error);
    if (missing.reason !== 'not-found') throw missing;
    return {
      file: null,
      environments: [],
      comparisons: [],
      migrations: DEFAULT_MIGRATIONS_FOLDER,
      lint: lintSettingsOf({}),
    };
  }
  return parseConfiguration(text, file);
}

/** The same for a text. In: the file that it is from, or is for. @throws ConfigurationError */
export function parseConfiguration(text: string, file: string): Configuration {
  const document = new JsonDocument(text);
  if (document.problems.length > 0) throw new ConfigurationError(file, document.problems);
  const parsed = configurationSchema.safeParse(document.value);
  if (!parsed.success) {
    throw new ConfigurationError(
      file,
      parsed.error.issues.flatMap((issue) => problemOf(issue, document)),
    );
  }
  const unknown = unknownEnvironments(parsed.data, document);
  if (unknown.length > 0) throw new ConfigurationError(file, unknown);
  return {
    file,
    environments: Object.entries(parsed.data.environments ?? {}).map(([name, entry]) =>
      toEnvironment(name, entry, parsed.data),
    ),
    comparisons: (parsed.data.comparisons ?? []).map(toComparison),
    migrations: parsed.data.migrations ?? DEFAULT_MIGRATIONS_FOLDER,
    lint: lintSettingsOf(parsed.data.lint ?? {}),
    scratch: locationOf(parsed.data.scratch),
  };
}

/**
 * The environment that a person names: a PostgreSQL URL, a name of the configuration, `migrations:DIR` (`migrations`
 * alone for the configured folder), `prisma:FILE`, `snapshot:FILE` or `sql:FILE`.
 * @throws EnvironmentError `not-found` with the names that there are
 */
export function parseEnvironment(text: string, configuration: Configuration, workspaceFolder: string): Environment {
  const [, kind, file] = /^(prisma|snapshot|sql):(.+)$/s.exec(text) ?? [];
  if ((kind === 'prisma' || kind === 'snapshot' || kind === 'sql') && file !== undefined) {
    return { name: text, kind, protected: false, location: { path: path.resolve(workspaceFolder, file) } };
  }
  const known = configuration.environments.find(({ name }) => name === text);
  if (known !== undefined) return known;
  const [, folder = configuration.migrations] = MIGRATIONS.exec(text) ?? [];
  if (MIGRATIONS.test(text)) {
    const location = { path: path.resolve(workspaceFolder, folder), scratch: configuration.scratch };
    return { name: text, kind: 'migrations', protected: false, location };
  }
  if (text.includes('://')) return environmentOfUrl(text);
  const names = configuration.environments.map(({ name }) => name);
  throw new EnvironmentError({
    reason: 'not-found',
    environment: text,
    message: `There is no environment "${text}".`,
    hint:
      names.length > 0
        ? `${CONFIGURATION_FILE} has ${names.join(', ')}. Or give a PostgreSQL URL, migrations:DIR, prisma:FILE, snapshot:FILE or sql:FILE.`
        : `Give a PostgreSQL URL, migrations:DIR, prisma:FILE, snapshot:FILE or sql:FILE, or describe it in ${path.join(workspaceFolder, CONFIGURATION_FILE)}.`,
  });
}

function environmentOfUrl(text: string): Environment {
  const parsed = parsePostgresUrl(text);
  if (parsed === null) {
    throw new EnvironmentError({
      reason: 'config',
      environment: 'URL',
      message: 'This is not a PostgreSQL URL.',
      hint: 'It must look like postgresql://user@host:5432/database; special characters of a password are percent-encoded.',
    });
  }
  const { host, port, database, user } = parsed;
  const server = `${host ?? 'localhost'}${port === null ? '' : `:${port}`}`;
  return {
    name: `${server}/${database ?? user ?? ''}`,
    kind: 'database',
    protected: false,
    location: { url: text },
  };
}

function toEnvironment(
  name: string,
  entry: EnvironmentEntry,
  { migrations = DEFAULT_MIGRATIONS_FOLDER, scratch }: ConfigurationFile,
): Environment {
  const kind: EnvironmentKind = entry.kind ?? 'database';
  const { url, path: file = migrations, platform, role } = entry;
  return {
    name,
    kind,
    ...(role === undefined ? {} : { role }),
    protected: entry.protected ?? role === 'production',
    location:
      locationOf(url) ??
      (kind === 'migrations' ? { path: file, platform, scratch: locationOf(scratch) } : { path: file }),
  };
}

function locationOf(url: EnvironmentEntry['url']): DatabaseLocation | undefined {
  return typeof url === 'string' ? { url } : url;
}

function toComparison(entry: ComparisonEntry): Comparison {
  const { source, target, name = `${source} → ${target}` } = entry;
  return { name, source, target, scope: scopeOf(entry.scope ?? {}) };
}

/** A scope with its defaults filled in. */
export function scopeOf(entry: ScopeEntry): Scope {
  const { preset = 'auto', schemas = [], exclude = [], ignore = [], roles = false } = entry;
  return { preset, schemas, exclude, ignore, roles };
}

/** The settings of lint with their defaults filled in. */
export function lintSettingsOf({ since, idempotent = false }: LintEntry): LintSettings {
  return { since: since ?? null, idempotent };
}

/** A comparison may also name what the command line takes: `migrations:DIR`, `prisma:FILE`, `snapshot:FILE`, `sql:FILE`. */
function unknownEnvironments(
  { environments = {}, comparisons = [] }: ConfigurationFile,
  document: JsonDocument,
): readonly JsonProblem[] {
  const names = Object.keys(environments);
  return comparisons.flatMap((comparison, index) =>
    (['source', 'target'] as const).flatMap((side) => {
      const name = comparison[side];
      if (names.includes(name) || MIGRATIONS.test(name) || /^(prisma|snapshot|sql):/.test(name)) return [];
      const expected = names.length === 0 ? 'there are no environments' : `expected ${names.map(quoted).join(' or ')}`;
      return [
        document.problemAt(
          ['comparisons', index, side],
          `comparisons[${index}].${side} names "${name}", which is no environment; ${expected}`,
        ),
      ];
    }),
  );
}

function quoted(name: string): string {
  return `"${name}"`;
}
