import { relative, resolve } from 'node:path';
import { type Configuration, parseEnvironment, readConfiguration } from '../../environments/configuration';
import { connect } from '../../environments/connection';
import type { Environment } from '../../environments/environment';
import { readMigrationsFolder } from '../../migrations/folder';
import { readHistory } from '../../migrations/history';
import { allAsked, isUpToDate } from '../../migrations/status';
import { type AskedEnvironment, toMigrationStatus } from '../../migrations/to-status';
import { statusText } from '../../reports/status-text';
import { failureMessage } from '../failure';
import { UsageError, type ExitCode, type Session } from '../session';

export interface StatusOptions {
  readonly on?: readonly string[];
  readonly dir?: string;
  readonly json?: true;
}

/** Prints which migration is applied where. */
export async function status(options: StatusOptions, session: Session): Promise<ExitCode> {
  const { workspace } = session;
  const configuration = await readConfiguration(workspace);
  const environments = chosen(options.on, configuration, workspace);
  const folder = await readMigrationsFolder(resolve(workspace, options.dir ?? configuration.migrations));
  session.say(`asking ${environments.map(({ name }) => name).join(', ')} …`);
  const asked = await Promise.all(environments.map((environment) => ask(environment, session)));
  session.signal.throwIfAborted();
  const found = await toMigrationStatus(folder, asked, new Map(), []);
  session.say(`${relative(workspace, folder.path)}: ${folder.files.length} files`);
  await session.result(options.json ? JSON.stringify(found, null, 2) : statusText(found, { color: session.color }));
  if (!isUpToDate(found)) return 1;
  return allAsked(found) ? 0 : 2;
}

function chosen(
  on: readonly string[] | undefined,
  configuration: Configuration,
  workspace: string,
): readonly Environment[] {
  const named =
    on === undefined ? undefined : [...new Set(on)].map((text) => parseEnvironment(text, configuration, workspace));
  const file = named?.find(({ kind }) => kind !== 'database');
  if (file !== undefined) throw new UsageError(`${file.name} is a file and no database, so nothing is applied to it.`);
  const environments = named ?? configuration.environments.filter(({ kind }) => kind === 'database');
  if (environments.length === 0)
    throw new UsageError('There is no database to ask. Name one with --on, or describe it in schema-drift.json.');
  return environments;
}

/** One environment that cannot be asked does not keep the others from answering. */
async function ask(environment: Environment, { workspace, env, signal }: Session): Promise<AskedEnvironment> {
  const { name } = environment;
  try {
    const connection = await connect(environment, { readOnly: true, workspace, env, signal });
    try {
      return { name, answer: { history: await readHistory(connection, name), catalog: null } };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { name, answer: { error: await failureMessage(error, signal) } };
  }
}
