import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/** One file of a Prisma schema. */
export interface PrismaFile {
  /** As people name it. */
  readonly name: string;
  readonly text: string;
}

/** What Prisma says about a schema that it refuses. */
export class PrismaError extends Error {
  override readonly name = 'PrismaError';
  constructor(
    message: string,
    /** Where, if Prisma says it. The first line is 1. */
    readonly place: { readonly file: string; readonly line: number } | undefined,
  ) {
    super(message);
  }
}

const PROGRAM = 'schema_engine_bg.wasm';

/**
 * The SQL by which Prisma's own schema engine, in WebAssembly, makes the database of a schema from nothing.
 * @throws PrismaError with Prisma's own words
 */
export async function prismaSql(files: readonly PrismaFile[]): Promise<string> {
  await (loaded ??= load());
  try {
    return await diffFromEmpty(files);
  } catch (error) {
    const readable = withoutConnection(files, messageOf(error));
    if (readable === undefined) throw refusal(error);
    return await diffFromEmpty(readable).catch((again: unknown) => {
      throw refusal(again);
    });
  }
}

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const program = await readFile(programFile());
  const { instance } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/** Beside the bundle that this code is a part of; when run from source, where the build puts it. */
function programFile(): string {
  const places = [__dirname, path.join(__dirname, '../../../dist')].map((folder) => path.join(folder, PROGRAM));
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return file;
  throw new Error(`Prisma's schema engine is missing: ${places.join(' or ')}. Build or install Schema Drift again.`);
}

async function diffFromEmpty(files: readonly PrismaFile[]): Promise<string> {
  const datamodels = files.map(({ name, text }): [string, string] => [name, text]);
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, ADAPTER);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: files.map(({ name, text }) => ({ path: name, content: text })) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

/**
 * The engine wants a database even where it asks for nothing but its version: it is told that of the embedded
 * PostgreSQL. See the driver adapters of Prisma's documentation.
 */
const CONNECTION = {
  provider: 'postgres',
  adapterName: 'schema-drift',
  queryRaw: () =>
    Promise.resolve(
      answer({
        columnNames: ['exists', 'version', 'numeric_version'],
        columnTypes: [5, 7, 0],
        rows: [[true, 'PostgreSQL 18.0', 180000]],
      }),
    ),
  getConnectionInfo: () => answer({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(answer(undefined)),
};

const ADAPTER = {
  provider: 'postgres',
  adapterName: 'schema-drift',
  connect: () => Promise.resolve(answer(CONNECTION)),
  connectToShadowDb: () => Promise.resolve(answer(CONNECTION)),
};

function answer<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** How Prisma 7 refuses what Prisma 6 wants: where the database is, which says nothing about the schema. */
const CONNECTION_PROPERTY =
  /property `(?:url|directUrl|shadowDatabaseUrl)` is no longer supported.*\n\s*--> +(.+):(\d+)/g;

/** The same files with empty lines in place of those that Prisma has refused for that reason alone. */
function withoutConnection(files: readonly PrismaFile[], message: string): readonly PrismaFile[] | undefined {
  const refused = new Set([...message.matchAll(CONNECTION_PROPERTY)].map(([, file, line]) => `${file}:${line}`));
  if (refused.size === 0) return undefined;
  return files.map(({ name, text }) => ({
    name,
    text: text
      .split('\n')
      .map((line, index) => (refused.has(`${name}:${index + 1}`) ? '' : line))
      .join('\n'),
  }));
}

function refusal(error: unknown): PrismaError {
  const message = messageOf(error);
  const place = /--> +(?<file>.+):(?<line>\d+)/.exec(message)?.groups;
  const [first = ''] = message.split('\n');
  return new PrismaError(
    first.replace(/^error: /, ''),
    place?.file === undefined ? undefined : { file: place.file.trim(), line: Number(place.line) },
  );
}

function messageOf(error: unknown): string {
  return stripVTControlCharacters(error instanceof Error ? error.message : String(error));
}
