import { relative } from 'node:path';
import { version } from '../../../package.json';
import type { Configuration } from '../../environments/configuration';
import type { Environment } from '../../environments/environment';
import { carryOut } from '../../migrations/consolidate/archive';
import { consolidate as plan, type Consolidation } from '../../migrations/consolidate/consolidate';
import { consolidatedHistory } from '../../migrations/consolidate/history';
import type { NewFile } from '../../migrations/new-files';
import { chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { readStatus } from '../migration-status';
import type { ExitCode, Session } from '../session';

export interface ConsolidateOptions {
  readonly name: string;
  readonly keep?: readonly string[];
  readonly on?: readonly string[];
  readonly dir?: string;
}

/** Puts one file in the place of the folder's files once that is proved, and prints the paths of the new files. */
export async function consolidate(options: ConsolidateOptions, session: Session): Promise<ExitCode> {
  const { configuration, migrations } = await chosenMigrations(options, session);
  session.say('replaying the folder, and the master file in its place …');
  const { name, keep = [] } = options;
  const consolidation = await plan(migrations, { ...session, name, keep, version });
  const histories = await historyScripts(
    consolidation,
    migrations,
    databases(options, configuration, session),
    session,
  );
  session.signal.throwIfAborted();
  const archive = await carryOut(
    consolidation,
    histories.map(({ file }) => file),
  );
  for (const note of consolidation.notes) session.say(`not in the master file, or not sure: ${note}`);
  const count = consolidation.replaced.length;
  session.say(
    `Replayed before, after, and once more on top: no difference, the same rows. ${count} ${count === 1 ? 'file is' : 'files are'} in ${relative(session.workspace, archive)} now.`,
  );
  for (const { file, database } of histories)
    session.say(
      `Read ${relative(session.workspace, file.path)}, then run it on ${database} with "schema-drift apply".`,
    );
  const paths = [...consolidation.files, ...histories.map(({ file }) => file)].map(({ path }) => path);
  await session.result(paths.map((path) => relative(session.workspace, path)).join('\n'));
  return 0;
}

function databases({ on }: ConsolidateOptions, configuration: Configuration, session: Session): readonly Environment[] {
  return on === undefined
    ? configuration.environments.filter(({ kind }) => kind === 'database')
    : [...new Set(on)].map((text) => databaseTarget(text, configuration, session));
}

/** A script for each database in whose history the old files are recorded. */
async function historyScripts(
  consolidation: Consolidation,
  migrations: Environment,
  asked: readonly Environment[],
  session: Session,
): Promise<readonly { readonly database: string; readonly file: NewFile }[]> {
  if (asked.length === 0) return [];
  const { status } = await readStatus(migrations, asked, session, { objects: false });
  const scripts: { database: string; file: NewFile }[] = [];
  for (const { name } of asked) {
    const file = await consolidatedHistory(name, status, consolidation, new Date());
    if (file === null) session.say(`${name} has no history of the Supabase command line: nothing to correct there.`);
    else scripts.push({ database: name, file });
  }
  return scripts;
}
