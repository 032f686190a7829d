import { relative } from 'node:path';
import { version } from '../../../package.json';
import { renderMigration } from '../../engine/render/migration';
import type { Drift } from '../../engine/model';
import { capture as captureFrom } from '../../migrations/capture';
import { MigrationError } from '../../migrations/errors';
import { writeMigrations } from '../../migrations/write';
import { chosenMigrations } from '../chosen-migrations';
import { compareEnvironments, type CompareOptions } from '../compare-environments';
import type { ExitCode, Session } from '../session';

export interface CaptureOptions extends Omit<CompareOptions, 'source' | 'target'> {
  readonly from: string;
  readonly object?: readonly string[];
  readonly perTable?: true;
  readonly name?: string;
  readonly dir?: string;
}

/** Writes migrations for what an environment has and no file makes, replays the folder again, prints their paths. */
export async function capture(options: CaptureOptions, session: Session): Promise<ExitCode> {
  const { folder, migrations } = await chosenMigrations(options, session);
  const both = {
    ...options,
    source: options.from,
    target: migrations.name,
  };
  const { drift, source, target } = await compareEnvironments(both, session);
  requireWhole(drift, 'Nothing was written.');
  if (!drift.differences.some(({ status }) => status === 'missing')) {
    session.say(`The migrations make all that ${source.name} has. Nothing written.`);
    return 0;
  }
  const { parts, captured, brought } = captureFrom(drift, {
    objects: options.object ?? [],
    perTable: options.perTable === true,
  });
  const name = options.name ?? `capture from ${source.name}`;
  const now = new Date();
  const written = await writeMigrations(
    folder,
    parts.map(({ table, drift: left, plan }) => ({
      name: table === null ? name : `${name} ${table.slice(table.indexOf(':') + 1)}`,
      texts: renderMigration(left, plan, { source: source.name, target: target.name, date: now, version }),
    })),
    now,
  );
  for (const { object, reason } of brought) session.say(`also ${object}: ${reason}`);
  await session.result(written.map((path) => relative(session.workspace, path)).join('\n'));

  session.say('replaying the folder with them …');
  const { drift: left } = await compareEnvironments(both, session);
  requireWhole(left, 'The new files were written; look at them.');
  const remaining = left.differences.map(({ id }) => id).filter((id) => captured.has(id));
  if (remaining.length === 0) {
    session.say(`Captured ${captured.size} of ${source.name}. Replayed again: no drift for them.`);
    return 0;
  }
  session.say(`Replayed again, these still differ from ${source.name}: ${remaining.join(', ')}`);
  return 1;
}

/** What a file makes that was not replayed would be taken for missing. */
function requireWhole({ target: { notRead } }: Drift, consequence: string): void {
  const [first] = notRead;
  if (first !== undefined)
    throw new MigrationError(`The migrations folder could not be replayed as a whole: ${first.reason}. ${consequence}`);
}
