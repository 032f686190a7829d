import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from './paths';

/** The suites, in the order in which they run. */
export const SUITES = ['unit', 'database', 'corpus', 'extension', 'ui'] as const;
export type Suite = (typeof SUITES)[number];

/** Suites that fail when they have no tests. */
export const REQUIRED_SUITES: readonly Suite[] = SUITES;

/** Suites that need no PostgreSQL server. */
export const WITHOUT_SERVERS: readonly Suite[] = ['unit'];

/** The test files of a suite, sorted. */
export function testFiles(suite: Suite): string[] {
  const folder = path.join(repository, 'test', suite);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}
