import { resolve } from 'node:path';
import { type Configuration, readConfiguration } from '../../environments/configuration';
import { folderEnvironment } from '../../environments/folder-environment';
import { readMigrationsFolder } from '../../migrations/folder';
import { toMigrationStatus } from '../../migrations/to-status';
import { type Check, isFailure } from '../../reports/check/check';
import { lintCheck } from '../../reports/check/lint-check';
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
  const configuration = await readConfiguration(session.workspace);
  const folder = resolve(session.workspace, options.dir ?? configuration.migrations);
  const check = await checkMigrations(folder, options.on ?? [], configuration, session);
  await session.result(await checkReportIn({ formatVersion: 1, checks: [check] }, options.format, session));
  return check.findings.some(isFailure) ? 1 : 0;
}

/**
 * Looks at the files of a migrations folder.
 * @param on the databases that are asked what they remember of the files
 * @throws MigrationError when the folder cannot be read, EnvironmentError when PostgreSQL is lost
 */
export async function checkMigrations(
  folder: string,
  on: readonly string[],
  configuration: Configuration,
  session: Session,
): Promise<Check> {
  const databases = on.map((name) => databaseTarget(name, configuration, session));
  const { signal, env, workspace } = session;
  const status =
    databases.length === 0
      ? await toMigrationStatus(await readMigrationsFolder(folder), [], new Map(), [])
      : (await readStatus(folder, databases, session, { objects: false })).status;
  const { lintFolder } = await import('../../migrations/lint/lint-folder');
  const environment = folderEnvironment(folder, configuration, workspace);
  session.say(`replaying ${environment.name} …`);
  const findings = await lintFolder(environment, status, configuration.lint, { workspace, env, signal });
  return lintCheck('migrations', findings, workspace);
}
