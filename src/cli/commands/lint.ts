import { readMigrationsFolder } from '../../migrations/folder';
import { toMigrationStatus } from '../../migrations/to-status';
import { type Check, isFailure } from '../../reports/check/check';
import { lintCheck } from '../../reports/check/lint-check';
import { type ChosenMigrations, chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { readStatus } from '../migration-status';
import type { ExitCode, Session } from '../session';
import { type CheckFormat, checkReportIn } from '../check-format';

export interface LintOptions {
  readonly on?: readonly string[];
  readonly dir?: string;
  readonly format: CheckFormat;
}

/** Prints what is to be said about the files of the migrations folder. */
export async function lint(options: LintOptions, session: Session): Promise<ExitCode> {
  const check = await checkMigrations(await chosenMigrations(options, session), options.on ?? [], session);
  await session.result(await checkReportIn({ formatVersion: 1, checks: [check] }, options.format, session));
  return check.findings.some(isFailure) ? 1 : 0;
}

/**
 * Looks at the files of a migrations folder.
 * @param on the databases that are asked what they remember of the files
 * @throws MigrationError when the folder cannot be read, EnvironmentError when PostgreSQL is lost
 */
export async function checkMigrations(
  { configuration, folder, migrations }: ChosenMigrations,
  on: readonly string[],
  session: Session,
): Promise<Check> {
  const databases = on.map((name) => databaseTarget(name, configuration, session));
  const { signal, env, workspace } = session;
  const status =
    databases.length === 0
      ? await toMigrationStatus(await readMigrationsFolder(folder), [], new Map(), [])
      : (await readStatus(migrations, databases, session, { objects: false })).status;
  const { lintFolder } = await import('../../migrations/lint/lint-folder');
  session.say(`replaying ${migrations.name} …`);
  const findings = await lintFolder(migrations, status, configuration.lint, { workspace, env, signal });
  return lintCheck('migrations', findings, workspace);
}
