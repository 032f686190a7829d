import { relative, resolve } from 'node:path';
import { readConfiguration } from '../../environments/configuration';
import { trackingScript } from '../../migrations/track';
import { writeHistoryScript } from '../../migrations/write';
import { databaseTarget } from '../database-target';
import { readStatus } from '../migration-status';
import type { ExitCode, Session } from '../session';

export interface TrackOptions {
  readonly target: string;
  readonly dir?: string;
}

/** Writes the script that begins the migration history of a database, prints its path. */
export async function track(options: TrackOptions, session: Session): Promise<ExitCode> {
  const configuration = await readConfiguration(session.workspace);
  const target = databaseTarget(options.target, configuration, session);
  const { name } = target;
  const folder = resolve(session.workspace, options.dir ?? configuration.migrations);
  const { status } = await readStatus(folder, [target], session, { objects: true });
  const { text, recorded, left } = await trackingScript(status, name);
  session.signal.throwIfAborted();
  const file = relative(session.workspace, await writeHistoryScript(folder, `track ${name}`, text, new Date()));
  session.say(`It records ${recorded.length} of ${recorded.length + left.length} migrations as applied.`);
  for (const each of left) session.say(`not recorded: ${each}`);
  session.say(`Read it, then run it on ${name} with "schema-drift apply".`);
  await session.result(file);
  return 0;
}
