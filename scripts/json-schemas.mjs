/**
 * Publishes the zod schemas as JSON Schema files: `npm run schemas`. A test compares the files with what this makes.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import * as z from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));

const SCHEMAS = [
  {
    file: 'schemas/schema-drift.schema.json',
    module: '../src/environments/configuration-schema.ts',
    name: 'configurationSchema',
    title: 'schema-drift.json',
  },
  {
    file: 'schemas/report.schema.json',
    module: '../src/reports/report.ts',
    name: 'reportSchema',
    title: 'What schema-drift diff --format json prints',
  },
  {
    file: 'schemas/status.schema.json',
    module: '../src/migrations/status.ts',
    name: 'migrationStatusSchema',
    title: 'What schema-drift status --json prints',
  },
  {
    file: 'schemas/check.schema.json',
    module: '../src/reports/check/check.ts',
    name: 'checkReportSchema',
    title: 'What schema-drift check --format json prints',
  },
];

/** The text of each file by its path, relative to the project. */
export async function jsonSchemas() {
  const texts = new Map();
  for (const { file, module, name, title } of SCHEMAS) {
    const loaded = await tsImport(module, import.meta.url);
    // Keys that have a default, or may be absent, may be absent in the file too.
    const schema = {
      title,
      ...z.toJSONSchema(loaded[name], { target: 'draft-7', io: 'input', override: sayWhichKeysGoTogether }),
    };
    const options = await resolveConfig(path.join(root, file));
    texts.set(file, await format(JSON.stringify(schema), { ...options, parser: 'json' }));
  }
  return texts;
}

/** zod checks by a function that a database has a url and anything else a path; JSON Schema says it by cases. */
function sayWhichKeysGoTogether({ jsonSchema }) {
  const { properties } = jsonSchema;
  if (properties?.kind === undefined || properties.url === undefined || properties.path === undefined) return;
  jsonSchema.if = { properties: { kind: { enum: ['prisma', 'snapshot', 'sql'] } }, required: ['kind'] };
  jsonSchema.then = { required: ['kind', 'path'], properties: { url: false, platform: false } };
  jsonSchema.else = {
    if: { properties: { kind: { const: 'migrations' } }, required: ['kind'] },
    then: { properties: { url: false } },
    else: { required: ['url'], properties: { path: false, platform: false } },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, text] of await jsonSchemas()) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
    console.log(file);
  }
}
