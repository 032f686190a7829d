import { relative, resolve } from 'node:path';
import { parseEnvironment, readConfiguration } from '../../environments/configuration';
import { loadEnvironment } from '../../migrations/load-environment';
import { writeSnapshot } from '../../environments/snapshot';
import type { ExitCode, Session } from '../session';

export interface SnapshotOptions {
  readonly of: string;
  readonly out: string;
}

/** Saves the schema of an environment to a file, prints its path. */
export async function snapshot(options: SnapshotOptions, session: Session): Promise<ExitCode> {
  const configuration = await readConfiguration(session.workspace);
  const environment = parseEnvironment(options.of, configuration, session.workspace);
  session.say(`reading ${environment.name} …`);
  const { signal, workspace, env } = session;
  const loaded = await loadEnvironment(environment, { signal, workspace, env });
  signal.throwIfAborted();
  for (const { kind, reason } of loaded.catalog.notRead)
    session.say(`Not read, and so not in the snapshot: ${kind}: ${reason}`);
  const file = resolve(workspace, options.out);
  await writeSnapshot(file, loaded);
  await session.result(relative(workspace, file));
  return 0;
}
