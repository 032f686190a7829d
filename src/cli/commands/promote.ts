import type { Environment } from '../../environments/environment';
import type { PreparedFile } from '../../migrations/prepared-file';
import { filesToPromote, promote as applyPending } from '../../migrations/promote';
import { chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { readStatus } from '../migration-status';
import { refuseUnconfirmed } from '../protection';
import type { ExitCode, Session } from '../session';
import { openForWriting } from '../write-connection';

export interface PromoteOptions {
  readonly target: string;
  readonly dryRun?: true;
  readonly includeAll?: true;
  readonly confirm?: string;
  readonly dir?: string;
}

/** Applies the pending migrations to a database, prints their names. */
export async function promote(options: PromoteOptions, session: Session): Promise<ExitCode> {
  const { configuration, migrations } = await chosenMigrations(options, session);
  const target = databaseTarget(options.target, configuration, session);
  const pending = async (): Promise<readonly PreparedFile[]> => {
    const { status } = await readStatus(migrations, [target], session, { objects: false });
    return filesToPromote(status, target.name, options.includeAll === true);
  };
  if (options.dryRun) {
    const files = await pending();
    await session.result(files.length === 0 ? nothing(target) : files.map(described).join('\n'));
    return 0;
  }
  await refuseUnconfirmed(target, options.confirm, configuration, session);
  let count = 0;
  for await (const file of applyPending(() => openForWriting(target, session), pending)) {
    await session.result(described(file));
    count += 1;
  }
  await session.result(
    count === 0 ? nothing(target) : `Applied to ${target.name}: ${count} ${count === 1 ? 'migration' : 'migrations'}.`,
  );
  return 0;
}

function nothing({ name }: Environment): string {
  return `Nothing is pending for ${name}.`;
}

function described({ name, application: { statements, notInOneTransaction } }: PreparedFile): string {
  const count = `${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}`;
  return notInOneTransaction === null
    ? `${name}: ${count}`
    : `${name}: ${count}, not in one transaction: ${notInOneTransaction}`;
}
