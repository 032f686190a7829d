import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CommandLine } from '../command-line';
import type { DemoDatabaseName, Situation } from '../situation';
import { lostRows, takeRowInventory, totalRows } from '../row-inventory';
import { say, sayChecked, sayHeading, styled } from '../terminal';

const BETWEEN = ['--source', 'production', '--target', 'development'];

/** What production has and development has not: see production.sql. */
const EXPECTED_DRIFT = { enum: 1, column: 4, view: 1, index: 25 };

/** One line for each statement and three for each query would bury the story. */
const EXCERPT = { first: 6, last: 1 };

const Report = z.object({ differences: z.array(z.object({ kind: z.string(), status: z.string() })) });

const INITIAL = 'workspace/supabase/migrations/20250301080000_initial_schema.sql';

/** Production is the more mature schema: see the drift, write the migration, apply it, see the drift gone. */
export const productionAhead: Situation = {
  folder: fileURLToPath(new URL('.', import.meta.url)),
  databases: { development: [INITIAL, 'rows.sql'], production: [INITIAL, 'rows.sql', 'production.sql'] },
  play,
};

async function play(
  workspace: string,
  { development: developmentUrl }: Readonly<Record<DemoDatabaseName, string>>,
): Promise<void> {
  const commandLine = new CommandLine(workspace);
  const rowsBefore = await takeRowInventory(developmentUrl);

  sayHeading('1  Production is ahead of development. By what?');
  await commandLine.show(['diff', ...BETWEEN], 1);
  const drift = await countDrift(commandLine, 1);
  assert.deepEqual(drift, EXPECTED_DRIFT, 'The drift is not the one that production.sql makes.');
  sayChecked('1 enum, 4 columns, 1 view and 25 indexes are missing in development, and nothing else differs.');

  sayHeading('2  Write the migration, and the queries that verify it');
  const filesBefore = await sqlFiles(workspace);
  await commandLine.show(['migrate', ...BETWEEN, '--name', 'catch up with production', '--verify'], 0);
  const written = (await sqlFiles(workspace)).filter((file) => !filesBefore.includes(file));
  const migrations = written.filter((file) => file.startsWith('supabase/migrations/'));
  const verifications = written.filter((file) => file.startsWith('supabase/verification/'));
  assert.ok(migrations.length > 0, 'No migration was written.');
  assert.equal(verifications.length, 1, 'One file of verification queries was expected.');

  sayHeading(`3  Apply it to development, which holds ${totalRows(rowsBefore)} rows in ${rowsBefore.size} tables`);
  for (const migration of migrations) {
    await commandLine.show(['apply', '--target', 'development', migration], 0, EXCERPT);
  }

  sayHeading('4  Verify: does every object answer as it should, on both sides?');
  for (const verification of verifications) {
    await commandLine.show(['verify', verification, '--on', 'production,development'], 0, EXCERPT);
  }

  sayHeading('5  Compare again');
  await commandLine.show(['diff', ...BETWEEN], 0);
  assert.deepEqual(await countDrift(commandLine, 0), {}, 'Differences are left.');
  const rowsAfter = await takeRowInventory(developmentUrl, rowsBefore);
  assert.deepEqual(lostRows(rowsBefore, rowsAfter), [], 'Rows of development were lost or changed.');

  say();
  sayChecked('No difference is left.');
  sayChecked(`All ${totalRows(rowsAfter)} rows in ${rowsAfter.size} tables are still there, value by value.`);
  say();
  say(
    styled('dim', `The migration lies in ${path.relative(process.cwd(), workspace) || '.'}/${migrations.join(', ')}`),
  );
  say(styled('dim', 'The same in VS Code: npm run demo -- --vscode'));
}

/** How many objects of each kind are missing in development; anything else than missing is a kind of its own. */
async function countDrift(commandLine: CommandLine, expectedCode: number): Promise<Record<string, number>> {
  const json = await commandLine.read(['diff', ...BETWEEN, '--format', 'json'], expectedCode);
  const counts: Record<string, number> = {};
  for (const { kind, status } of Report.parse(JSON.parse(json)).differences) {
    const key = status === 'missing' ? kind : `${status} ${kind}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** All SQL files of the workspace in the order of their names, with forward slashes. */
async function sqlFiles(workspace: string): Promise<readonly string[]> {
  const entries = await readdir(workspace, { recursive: true });
  return entries
    .map((entry) => entry.split(path.sep).join('/'))
    .filter((entry) => entry.endsWith('.sql'))
    .sort();
}
