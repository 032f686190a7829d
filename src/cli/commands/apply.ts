import { readCatalog } from '../../engine/read';
import { readConfiguration } from '../../environments/configuration';
import { applyStatements, prepareApplication, summaryOf } from '../../migrations/apply';
import { isAsPlanned, readPlannedFor } from '../../migrations/planned-for';
import { databaseTarget } from '../database-target';
import { refuseUnconfirmed } from '../protection';
import { readSqlFile } from '../sql-file';
import { UsageError, type ExitCode, type Session } from '../session';
import { openForWriting } from '../write-connection';

export interface ApplyOptions {
  readonly target: string;
  readonly confirm?: string;
  readonly ignoreFingerprint?: true;
}

/** Runs a file of SQL on an environment, prints the statements that ran. */
export async function apply(file: string, options: ApplyOptions, session: Session): Promise<ExitCode> {
  const configuration = await readConfiguration(session.workspace);
  const target = databaseTarget(options.target, configuration, session);
  await refuseUnconfirmed(target, options.confirm, configuration, session);
  const sql = await readSqlFile(file, session);
  const application = await prepareApplication(sql);
  const plannedFor = options.ignoreFingerprint ? null : readPlannedFor(sql);
  if (application.statements.length === 0) throw new UsageError(`${file} holds no statement. Nothing was run.`);

  const connection = await openForWriting(target, session);
  const ran: string[] = [];
  try {
    if (plannedFor !== null && !isAsPlanned(plannedFor, await readCatalog(connection)))
      throw new UsageError(
        `${target.name} is not as it was when ${file} was planned, so the migration may no longer be right. Nothing was run. Compare again and write it anew, or add --ignore-fingerprint to run it nevertheless.`,
      );
    session.say(`applying ${file} to ${target.name} …`);
    if (application.notInOneTransaction !== null)
      session.say(`The file runs without one transaction around it: ${application.notInOneTransaction}`);
    for await (const { line, text } of applyStatements(application, connection))
      ran.push(`line ${line}: ${summaryOf(text)}`);
  } finally {
    await connection.close();
  }
  await session.result(
    [...ran, `Applied ${file} to ${target.name}: ${ran.length} ${ran.length === 1 ? 'statement' : 'statements'}.`].join(
      '\n',
    ),
  );
  return 0;
}
