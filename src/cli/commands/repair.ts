import { repairScript, suggestRepair } from '../../migrations/repair';
import { chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { deliverHistoryScript } from '../history-script';
import { readStatus } from '../migration-status';
import type { ExitCode, Session } from '../session';

export interface RepairOptions {
  readonly target: string;
  readonly applied?: readonly string[];
  readonly reverted?: readonly string[];
  readonly dir?: string;
}

/** Writes the script that corrects the migration history of a database, prints its path. */
export async function repair(options: RepairOptions, session: Session): Promise<ExitCode> {
  const { configuration, folder, migrations } = await chosenMigrations(options, session);
  const target = databaseTarget(options.target, configuration, session);
  const { name } = target;
  const asked = options.applied !== undefined || options.reverted !== undefined;
  const { status, created } = await readStatus(migrations, [target], session, { objects: !asked });
  const { applied = [], reverted = [] } = options;
  const corrections = asked ? { applied, reverted, unclear: [] } : suggestRepair(status, name, created);
  for (const each of corrections.unclear)
    session.say(`${each}: some of its objects are there and some are not. Decide with --applied or --reverted.`);
  const text = await repairScript(status, name, corrections);
  if (corrections.applied.length + corrections.reverted.length === 0) {
    session.say(`Nothing to repair was found in ${name}. Nothing was written.`);
    return 0;
  }
  await deliverHistoryScript(folder, 'repair', name, text, session);
  return 0;
}
