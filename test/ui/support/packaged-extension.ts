import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { npm } from '../../support/npm-packages';
import { repository } from '../../support/paths';

const Manifest = z.object({ name: z.string(), version: z.string() });

let packaged: string | undefined;

/**
 * The .vsix that users install, made by `npm run package` once per run.
 * SCHEMA_DRIFT_TEST_VSIX names one that is there already, to save the time.
 */
export function packagedExtension(): string {
  const given = process.env.SCHEMA_DRIFT_TEST_VSIX ?? '';
  packaged ??= given === '' ? make() : given;
  return packaged;
}

function make(): string {
  npm(repository, ['run', 'package']);
  const { name, version } = Manifest.parse(JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')));
  const file = path.join(repository, `${name}-${version}.vsix`);
  if (!existsSync(file)) throw new Error(`npm run package made no ${file}.`);
  return file;
}
