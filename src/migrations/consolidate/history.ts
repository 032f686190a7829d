import { oneLine } from '../../engine/render/migration';
import { prepareApplication } from '../apply';
import { keepersOf, rowsInState } from '../environment-rows';
import { MigrationError } from '../errors';
import { forgetSql, recordAgainSql } from '../history-sql';
import type { NewFile } from '../new-files';
import type { MigrationStatus } from '../status';
import { historyScriptFile } from '../write';
import type { Consolidation } from './consolidate';

/**
 * The script that puts a consolidation in the history of a database, not written yet; null where nothing is to follow.
 * @param status what that database was asked
 * @throws MigrationError when it could not be asked, or lacks files that are replaced
 */
export async function consolidatedHistory(
  environment: string,
  status: MigrationStatus,
  consolidation: Consolidation,
  now: Date,
): Promise<NewFile | null> {
  if (!followsConsolidation(status, environment, consolidation)) return null;
  const text = await historyText(environment, consolidation);
  return historyScriptFile(consolidation.folder, `consolidate ${environment}`, text, now);
}

/**
 * Whether the migration history of a database is to follow a consolidation: Supabase's is, one of Prisma's or none is not.
 * @throws MigrationError when it could not be read, or lacks files that are replaced
 */
function followsConsolidation(
  status: MigrationStatus,
  environment: string,
  { replaced }: Pick<Consolidation, 'replaced'>,
): boolean {
  if (!keepersOf(status, environment).includes('supabase')) return false;
  const recorded = rowsInState(status, environment, 'applied', 'edited', 'objects-missing').map(({ name }) => name);
  const pending = replaced.map(({ name }) => name).filter((name) => !recorded.includes(name));
  if (pending.length === 0) return true;
  throw new MigrationError(
    `${environment} has not recorded ${pending.join(', ')}. Apply it first ("schema-drift promote"), or leave ${environment} out (--on names the others). Nothing was written.`,
  );
}

async function historyText(environment: string, { files, replaced }: Consolidation): Promise<string> {
  const versions = new Set(files.map(({ version }) => version));
  const records = await Promise.all(
    files.map(async ({ version, title, text }) => {
      const { statements } = await prepareApplication(text);
      return recordAgainSql({ version, title, statements: statements.map((statement) => statement.text) });
    }),
  );
  const forgotten = replaced.filter(({ version }) => !versions.has(version)).map(({ version }) => forgetSql(version));
  return [
    `-- Puts the consolidated migration in the history of ${oneLine(environment)}. It is for this database alone: it is no migration.`,
    '',
    ...[...forgotten, ...records].map((statement) => `${statement};\n`),
  ].join('\n');
}
