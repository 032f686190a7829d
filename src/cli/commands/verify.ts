import { connect } from '../../environments/connection';
import { parseEnvironment, readConfiguration } from '../../environments/configuration';
import type { Environment } from '../../environments/environment';
import { toVerificationReport } from '../../reports/to-verification-report';
import type { VerificationReport, VerifiedEnvironment } from '../../reports/verification-report';
import { verificationText } from '../../reports/verification-text';
import type { Check } from '../../verification/check';
import { parseVerification } from '../../verification/parse';
import { runChecks, type CheckResult } from '../../verification/run';
import { failureMessage } from '../failure';
import { readSqlFile } from '../sql-file';
import { UsageError, type ExitCode, type Session } from '../session';

export interface VerifyOptions {
  readonly on: readonly string[];
  /** In milliseconds. */
  readonly timeout: number;
  readonly format: 'text' | 'json';
}

/** Runs verification queries on several environments at a time, prints the answers side by side. */
export async function verify(file: string, options: VerifyOptions, session: Session): Promise<ExitCode> {
  const checks = await parseVerification(await readSqlFile(file, session));
  if (checks.length === 0) throw new UsageError(`${file} holds no query, so there is nothing to verify.`);
  const configuration = await readConfiguration(session.workspace);
  const environments = [...new Set(options.on)].map((text) => parseEnvironment(text, configuration, session.workspace));
  session.say(`asking ${environments.map(({ name }) => name).join(', ')} …`);
  const answers = await Promise.all(
    environments.map((environment) => ask(environment, checks, options.timeout, session)),
  );
  session.signal.throwIfAborted();
  const report = toVerificationReport(
    file,
    checks,
    answers.map(({ verified }) => verified),
    new Map(answers.map(({ verified, results }) => [verified.name, results])),
  );
  await session.result(
    options.format === 'json' ? JSON.stringify(report, null, 2) : verificationText(report, { color: session.color }),
  );
  return exitCode(report, session);
}

interface Answers {
  readonly verified: VerifiedEnvironment;
  readonly results: readonly CheckResult[];
}

/** One environment that cannot be reached does not keep the others from answering. */
async function ask(
  environment: Environment,
  checks: readonly Check[],
  statementTimeoutMs: number,
  { workspace, env, signal }: Session,
): Promise<Answers> {
  const { name } = environment;
  try {
    const connection = await connect(environment, { readOnly: true, statementTimeoutMs, workspace, env, signal });
    try {
      const results: CheckResult[] = [];
      for await (const result of runChecks(checks, connection, signal)) results.push(result);
      return { verified: { name, serverVersion: connection.serverVersion }, results };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { verified: { name, serverVersion: null, error: await failureMessage(error, signal) }, results: [] };
  }
}

function exitCode({ environments, summary }: VerificationReport, session: Session): ExitCode {
  const unreachable = environments.filter(({ error }) => error !== undefined);
  for (const { name, error } of unreachable) session.say(`${name}: no query could be run: ${error ?? ''}`);
  if (summary.error > 0)
    session.say(`${summary.error} of the queries could not be run; see above what PostgreSQL said.`);
  if (summary.failed > 0) return 1;
  return unreachable.length > 0 || summary.error > 0 ? 2 : 0;
}
