import { existsSync } from 'node:fs';
import { CONFIGURATION_FILE, type Comparison } from '../../environments/configuration';
import { isFailure, type Check } from '../../reports/check/check';
import { driftCheck } from '../../reports/check/drift-check';
import { type CheckFormat, checkReportIn } from '../check-format';
import { type ChosenMigrations, chosenMigrations } from '../chosen-migrations';
import { compareEnvironments } from '../compare-environments';
import { failureMessage } from '../failure';
import { UsageError, type ExitCode, type Session } from '../session';

export interface CheckOptions {
  /** The databases that are asked which migrations are applied. */
  readonly on?: readonly string[];
  readonly format: CheckFormat;
}

/** Runs every comparison of schema-drift.json, looks at the migrations, and prints what was found. */
export async function check(options: CheckOptions, session: Session): Promise<ExitCode> {
  const chosen = await chosenMigrations({}, session);
  const { comparisons } = chosen.configuration;
  const hasMigrations = existsSync(chosen.folder);
  if (comparisons.length === 0 && !hasMigrations)
    throw new UsageError(
      `${CONFIGURATION_FILE} lists no comparisons and there are no migrations, so there is nothing to check. Add some under "comparisons".`,
    );
  const checks: Check[] = [];
  for (const comparison of comparisons) checks.push(await runComparison(comparison, session));
  if (hasMigrations) checks.push(await runLint(chosen, options.on ?? [], session));
  await session.result(await checkReportIn({ formatVersion: 1, checks }, options.format, session));
  if (checks.some(({ findings }) => findings.some(isFailure))) return 1;
  return checks.some(({ problem }) => problem !== null) ? 2 : 0;
}

async function runLint(chosen: ChosenMigrations, on: readonly string[], session: Session): Promise<Check> {
  const { checkMigrations } = await import('./lint');
  try {
    return await checkMigrations(chosen, on, session);
  } catch (error) {
    session.signal.throwIfAborted();
    return { name: 'migrations', findings: [], problem: await failureMessage(error, session.signal) };
  }
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
