import { version } from '../../../package.json';
import { CONFIGURATION_FILE, readConfiguration, type Comparison } from '../../environments/configuration';
import { isFailure, type Check, type CheckReport } from '../../reports/check/check';
import { driftCheck } from '../../reports/check/drift-check';
import { compareEnvironments } from '../compare-environments';
import { failureMessage } from '../failure';
import { UsageError, type ExitCode, type Session } from '../session';

export interface CheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github' | 'junit';
}

/** Runs every comparison of schema-drift.json and prints what was found. */
export async function check(options: CheckOptions, session: Session): Promise<ExitCode> {
  const { comparisons } = await readConfiguration(session.workspace);
  if (comparisons.length === 0)
    throw new UsageError(
      `${CONFIGURATION_FILE} lists no comparisons, so there is nothing to check. Add some under "comparisons".`,
    );
  const checks: Check[] = [];
  for (const comparison of comparisons) checks.push(await runComparison(comparison, session));
  await session.result(await inFormat({ formatVersion: 1, checks }, options.format, session));
  if (checks.some(({ findings }) => findings.some(isFailure))) return 1;
  return checks.some(({ problem }) => problem !== null) ? 2 : 0;
}

/** What can't be compared does not keep the others from being checked. */
async function runComparison({ name, source, target }: Comparison, session: Session): Promise<Check> {
  try {
    const { drift } = await compareEnvironments({ source, target }, session);
    return driftCheck(name, drift, source, target);
  } catch (error) {
    session.signal.throwIfAborted();
    return { name, findings: [], problem: await failureMessage(error, session.signal) };
  }
}

async function inFormat(report: CheckReport, format: CheckOptions['format'], session: Session): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reports/check/text')).checkText(report, { color: session.color });
    case 'json':
      return JSON.stringify(report, null, 2);
    case 'sarif':
      return (await import('../../reports/check/sarif')).checkSarif(report, version, CONFIGURATION_FILE);
    case 'github':
      return (await import('../../reports/check/github')).checkGithub(report);
    case 'junit':
      return (await import('../../reports/check/junit')).checkJunit(report);
  }
}
