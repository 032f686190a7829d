import { relative } from 'node:path';
import { writeHistoryScript } from '../migrations/write';
import type { Session } from './session';

/**
 * Writes a script that changes the migration history of a database, prints its path.
 * @param action what the script does: `repair`
 */
export async function deliverHistoryScript(
  folder: string,
  action: string,
  database: string,
  text: string,
  session: Session,
): Promise<void> {
  session.signal.throwIfAborted();
  const file = await writeHistoryScript(folder, `${action} ${database}`, text, new Date());
  session.say(`Read it, then run it on ${database} with "schema-drift apply".`);
  await session.result(relative(session.workspace, file));
}
