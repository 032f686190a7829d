import { readCatalog } from '../engine/read';
import { connect } from '../environments/connection';
import type { Environment } from '../environments/environment';
import { filePath } from '../environments/location';
import { type CreatedObjects, type FileObjects, fileObjects, noFileObjects } from '../migrations/file-objects';
import { readMigrationsFolder } from '../migrations/folder';
import { readHistory } from '../migrations/history';
import { replayEnvironment } from '../migrations/load-environment';
import type { MigrationStatus } from '../migrations/status';
import { type AskedEnvironment, toMigrationStatus } from '../migrations/to-status';
import { failureMessage } from './failure';
import type { Session } from './session';

/** What is applied where, and what each file creates. */
export interface FoundStatus {
  readonly status: MigrationStatus;
  /** Empty where objects are not looked for. */
  readonly created: CreatedObjects;
}

/**
 * Reads the migrations folder and asks databases for their histories. One that cannot be asked does not keep the others
 * from answering.
 * @param options.objects replays the folder, and looks whether what its files create is in the databases
 */
export async function readStatus(
  migrations: Environment,
  environments: readonly Environment[],
  session: Session,
  { objects }: { readonly objects: boolean },
): Promise<FoundStatus> {
  const listed = await readMigrationsFolder(filePath(migrations, session));
  session.say(`asking ${environments.map(({ name }) => name).join(', ')} …`);
  const [asked, { created, notes }] = await Promise.all([
    Promise.all(environments.map((environment) => ask(environment, objects, session))),
    objects && listed.files.length > 0 ? replay(migrations, session) : noFileObjects(),
  ]);
  session.signal.throwIfAborted();
  return { status: await toMigrationStatus(listed, asked, created, notes), created };
}

/** A folder that does not replay keeps nobody from seeing what is recorded. */
async function replay(migrations: Environment, { workspace, env, signal }: Session): Promise<FileObjects> {
  try {
    return fileObjects(await replayEnvironment(migrations, { workspace, env, signal }));
  } catch (error) {
    return noFileObjects(`Objects were not looked for. ${await failureMessage(error, signal)}`);
  }
}

async function ask(
  environment: Environment,
  objects: boolean,
  { workspace, env, signal }: Session,
): Promise<AskedEnvironment> {
  const { name } = environment;
  try {
    const connection = await connect(environment, { readOnly: true, workspace, env, signal });
    try {
      const history = await readHistory(connection, name);
      return { name, answer: { history, objects: objects ? (await readCatalog(connection)).objects : null } };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { name, answer: { error: await failureMessage(error, signal) } };
  }
}
