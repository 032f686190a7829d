import { oneLine } from '../engine/render/migration';
import { cellOf, fileOfRow, keepersOf, rowsInState } from './environment-rows';
import { MigrationError } from './errors';
import { forgetSql, recordAgainSql } from './history-sql';
import { prepareFile } from './prepared-file';
import type { MigrationStatus } from './status';
import type { CreatedObjects } from './file-objects';

/** Corrections of a migration history, by version. */
export interface Repair {
  readonly applied: readonly string[];
  readonly reverted: readonly string[];
}

/** The corrections that the objects in a database suggest. */
export interface SuggestedRepair extends Repair {
  /** Names of migrations of whose objects some are there and some are not: which is right, nobody can tell. */
  readonly unclear: readonly string[];
}

/** What is to be recorded because its objects are there, and taken out because none of them is. */
export function suggestRepair(status: MigrationStatus, environment: string, created: CreatedObjects): SuggestedRepair {
  const missing = rowsInState(status, environment, 'objects-missing').map((row) => ({
    row,
    gone: cellOf(row, environment)?.missing?.length === created.get(row.name)?.length,
  }));
  const versions = (rows: ReturnType<typeof rowsInState>): readonly string[] =>
    rows.flatMap(({ version }) => version ?? []);
  return {
    applied: versions(rowsInState(status, environment, 'not-recorded')),
    reverted: versions(missing.flatMap(({ row, gone }) => (gone ? [row] : []))),
    unclear: missing.flatMap(({ row, gone }) => (gone ? [] : [row.name])),
  };
}

/**
 * Writes down how a migration history is corrected. What is recorded already is recorded anew, as its file is now.
 * @throws MigrationError for a version that the folder or the history does not have, or a file that cannot be used
 */
export async function repairScript(
  status: MigrationStatus,
  environment: string,
  { applied, reverted }: Repair,
): Promise<string> {
  requireSupabase(status, environment);
  const recorded = rowsInState(status, environment, 'applied', 'edited', 'objects-missing', 'no-file');
  const unknown = reverted.find((version) => !recorded.some((row) => row.version === version));
  if (unknown !== undefined)
    throw new MigrationError(`${environment} has no record of the version ${unknown}. Nothing was written.`);
  const both = applied.find((version) => reverted.includes(version));
  if (both !== undefined)
    throw new MigrationError(`The version ${both} cannot be applied and reverted at once. Nothing was written.`);
  const records: string[] = [];
  for (const version of applied) records.push(recordAgainSql((await prepareFile(theFile(status, version))).recordable));
  return [
    `-- Repairs the migration history of ${oneLine(environment)}. It is for this database alone: it is no migration.`,
    '',
    ...[...reverted.map(forgetSql), ...records].map((statement) => `${statement};\n`),
  ].join('\n');
}

function requireSupabase(status: MigrationStatus, environment: string): void {
  const keepers = keepersOf(status, environment);
  if (keepers.includes('supabase')) return;
  throw new MigrationError(
    keepers.length === 0
      ? `${environment} has no migration history. "schema-drift track" writes the script that begins one. Nothing was written.`
      : `Prisma keeps the migration history of ${environment}: "prisma migrate resolve" repairs it. Nothing was written.`,
  );
}

function theFile({ folder, migrations }: MigrationStatus, version: string) {
  const files = migrations.filter((row) => row.version === version).flatMap((row) => fileOfRow(row) ?? []);
  const [file, another] = files;
  if (file === undefined)
    throw new MigrationError(`There is no file with the version ${version} in ${folder}. Nothing was written.`);
  if (another !== undefined)
    throw new MigrationError(
      `Both ${file.name} and ${another.name} have the version ${version}. Rename one of them. Nothing was written.`,
    );
  return file;
}
