import { existsSync } from 'node:fs';
import path from 'node:path';

/** Walks up from this file: the bundle of test/extension lies in another folder than the source. */
function findRepository(from: string): string {
  if (existsSync(path.join(from, 'package-lock.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`No package-lock.json above ${__dirname}: the tests need the repository.`);
  return findRepository(parent);
}

/** The folder of this repository. */
export const repository = findRepository(__dirname);

/** Downloaded servers and browsers; ignored by git, safe to delete. */
export const cache = path.join(repository, '.cache');

/** Results, logs and bundles of test runs; ignored by git, safe to delete. */
export const output = path.join(repository, 'out', 'test');
