import { trackingScript } from '../../migrations/track';
import { chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { deliverHistoryScript } from '../history-script';
import { readStatus } from '../migration-status';
import type { ExitCode, Session } from '../session';

export interface TrackOptions {
  readonly target: string;
  readonly dir?: string;
}

/** Writes the script that begins the migration history of a database, prints its path. */
export async function track(options: TrackOptions, session: Session): Promise<ExitCode> {
  const { configuration, folder, migrations } = await chosenMigrations(options, session);
  const target = databaseTarget(options.target, configuration, session);
  const { name } = target;
  const { status } = await readStatus(migrations, [target], session, { objects: true });
  const { text, recorded, left } = await trackingScript(status, name);
  session.say(`It records ${recorded.length} of ${recorded.length + left.length} migrations as applied.`);
  for (const each of left) session.say(`not recorded: ${each}`);
  await deliverHistoryScript(folder, 'track', name, text, session);
  return 0;
}
