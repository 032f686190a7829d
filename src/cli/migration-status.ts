import { connect } from '../environments/connection';
import type { Environment } from '../environments/environment';
import { readMigrationsFolder } from '../migrations/folder';
import { readHistory } from '../migrations/history';
import type { MigrationStatus } from '../migrations/status';
import { type AskedEnvironment, type CreatedObjects, toMigrationStatus } from '../migrations/to-status';
import { failureMessage } from './failure';
import type { Session } from './session';

/** What is applied where, and what each file creates. */
export interface FoundStatus {
  readonly status: MigrationStatus;
  readonly created: CreatedObjects;
}

/**
 * Reads the migrations folder and asks databases for their histories. One that cannot be asked does not keep the others
 * from answering.
 */
export async function readStatus(
  folder: string,
  environments: readonly Environment[],
  session: Session,
): Promise<FoundStatus> {
  const listed = await readMigrationsFolder(folder);
  session.say(`asking ${environments.map(({ name }) => name).join(', ')} …`);
  const asked = await Promise.all(environments.map((environment) => ask(environment, session)));
  session.signal.throwIfAborted();
  const created: CreatedObjects = new Map();
  return { status: await toMigrationStatus(listed, asked, created, []), created };
}

async function ask(environment: Environment, { workspace, env, signal }: Session): Promise<AskedEnvironment> {
  const { name } = environment;
  try {
    const connection = await connect(environment, { readOnly: true, workspace, env, signal });
    try {
      return { name, answer: { history: await readHistory(connection, name), objects: null } };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { name, answer: { error: await failureMessage(error, signal) } };
  }
}
