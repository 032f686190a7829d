import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Catalog, Value } from '../engine/model';
import { writeWhole } from './atomic-file';
import { EnvironmentError } from './errors';
import type { LoadedCatalog } from './load';
import { unreadableFile } from './location';
import { NotText, readTextFile } from './text-file';

const FORMAT_VERSION = 1;

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);
const attributes = z.record(z.string(), value);

const object = z.strictObject({
  id: z.string(),
  kind: z.string(),
  schema: z.nullable(z.string()),
  name: z.string(),
  parents: z.array(z.string()),
  attributes,
  facts: attributes,
});

const found = { count: z.number(), examples: z.array(z.string()) };

const contentSchema = z.strictObject({
  server: z.strictObject({
    version: z.number(),
    database: z.string(),
    user: z.string(),
    roles: z.array(z.string()),
    system: z.string().optional(),
  }),
  notCompared: z.array(z.strictObject({ kind: z.string(), ...found })),
  leftOut: z.array(z.strictObject({ reason: z.string(), ...found })),
  notRead: z.array(z.strictObject({ kind: z.string(), reason: z.string() })),
  objects: z.array(object),
  dependencies: z.array(z.tuple([z.string(), z.array(z.string())])),
});
type Content = z.infer<typeof contentSchema>;

const headSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  environment: z.string(),
  serverVersion: z.nullable(z.string()),
  takenAt: z.string(),
  hash: z.string(),
});

/** Names what is wrong without showing pages of it. */
const MAX_PROBLEMS = 3;

/**
 * Saves a schema to a file: the whole of it, or nothing. No secret and no row is in it.
 * @throws EnvironmentError `unwritable`
 */
export async function writeSnapshot(
  file: string,
  { catalog, environment }: LoadedCatalog,
  now = new Date(),
): Promise<void> {
  const content = contentOf(catalog);
  const { objects, dependencies, ...rest } = content;
  const head = {
    formatVersion: FORMAT_VERSION,
    environment: environment.name,
    serverVersion: environment.serverVersion,
    takenAt: now.toISOString(),
    hash: hashOf(content),
    ...rest,
  };
  // One object per line: small, and a version control system shows which one has changed.
  const lists = [list('objects', objects), list('dependencies', dependencies)];
  const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n${lists.join(',\n')}\n}\n`;
  try {
    await writeWhole(file, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new EnvironmentError({
      reason: 'unwritable',
      environment: environment.name,
      message: `${environment.name}: the snapshot ${file} can't be written (${code}).`,
      hint: 'Check that the folder exists and that you may write there. Nothing was written.',
      code,
    });
  }
}

/** @throws EnvironmentError when there is no such file, or it is no whole snapshot */
export async function readSnapshot(
  file: string,
  environment: string,
): Promise<{ catalog: Catalog; serverVersion: string | null }> {
  const json = parseJson(file, environment, await readText(file, environment));
  const version = z.object({ formatVersion: z.unknown() }).safeParse(json).data?.formatVersion;
  if (version !== FORMAT_VERSION) {
    throw damaged(
      file,
      environment,
      `it has ${version === undefined ? 'no formatVersion' : `formatVersion ${JSON.stringify(version)}`}, and ${FORMAT_VERSION} is understood`,
    );
  }
  const snapshot = z.strictObject({ ...headSchema.shape, ...contentSchema.shape }).safeParse(json);
  if (!snapshot.success) {
    const problems = snapshot.error.issues.slice(0, MAX_PROBLEMS);
    throw damaged(
      file,
      environment,
      problems.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; '),
    );
  }
  const { serverVersion, hash, server, notCompared, leftOut, notRead, objects, dependencies } = snapshot.data;
  const content: Content = { server, notCompared, leftOut, notRead, objects, dependencies };
  if (hashOf(content) !== hash) throw damaged(file, environment, 'its content does not match its hash');
  return {
    catalog: {
      ...content,
      objects: new Map(content.objects.map((each) => [each.id, each])),
      dependencies: new Map(content.dependencies),
    },
    serverVersion,
  };
}

function contentOf(catalog: Catalog): Content {
  const { server, notCompared, leftOut, notRead, objects, dependencies } = catalog;
  // Through JSON, so that what is hashed is what will be read.
  return contentSchema.parse(
    JSON.parse(
      JSON.stringify({
        server,
        notCompared,
        leftOut,
        notRead,
        objects: [...objects.values()],
        dependencies: [...dependencies],
      }),
    ),
  );
}

/** Of the meaning: the order of keys and the white space do not count. */
function hashOf(content: Content): string {
  return createHash('sha256')
    .update(JSON.stringify(content, (_, each: unknown) => (isRecord(each) ? sorted(each) : each)))
    .digest('hex');
}

function isRecord(each: unknown): each is Record<string, unknown> {
  return typeof each === 'object' && each !== null && !Array.isArray(each);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function list(name: string, entries: readonly unknown[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  return `  ${JSON.stringify(name)}: [${lines === '' ? '' : `\n${lines}\n  `}]`;
}

async function readText(file: string, environment: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof NotText) throw damaged(file, environment, 'it is not text');
    throw unreadableFile(environment, file, error);
  }
}

function parseJson(file: string, environment: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw damaged(file, environment, error instanceof Error ? error.message : String(error));
  }
}

function damaged(file: string, environment: string, why: string): EnvironmentError {
  return new EnvironmentError({
    reason: 'unreadable',
    environment,
    message: `${environment}: ${file} is not a snapshot that can be read: ${why}.`,
    hint: 'Take it again with "schema-drift snapshot --of ENV --out FILE"; a snapshot is not edited by hand.',
  });
}
