import { oneLine } from '../../engine/render/migration';
import { prepareApplication } from '../apply';
import { keepersOf, rowsInState } from '../environment-rows';
import { MigrationError } from '../errors';
import { forgetSql, recordAgainSql } from '../history-sql';
import type { MigrationStatus } from '../status';
import type { Consolidation } from './consolidate';

/**
 * Whether the migration history of a database is to follow a consolidation: Supabase's is, one of Prisma's or none is not.
 * @throws MigrationError when it could not be read, or lacks files that are replaced
 */
export function followsConsolidation(
  status: MigrationStatus,
  environment: string,
  { replaced }: Pick<Consolidation, 'replaced'>,
): boolean {
  if (!keepersOf(status, environment).includes('supabase')) return false;
  const recorded = rowsInState(status, environment, 'applied', 'edited', 'objects-missing').map(({ name }) => name);
  const pending = replaced.map(({ name }) => name).filter((name) => !recorded.includes(name));
  if (pending.length === 0) return true;
  throw new MigrationError(
    `${environment} has not recorded ${pending.join(', ')}. Apply it first ("schema-drift promote"), or name other databases with --on. Nothing was written.`,
  );
}

/** The script that puts the master file in the place of the files that it replaces. */
export async function consolidatedHistory(environment: string, { files, replaced }: Consolidation): Promise<string> {
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
