import { version } from '../../../package.json';
import { renderScript } from '../../engine/render/migration';
import { planAllowed, type Allowance } from '../../engine/withhold';
import { plannedForLine } from '../../migrations/planned-for';
import { jsonReport } from '../../reports/json';
import { markdownReport } from '../../reports/markdown';
import { textReport } from '../../reports/text';
import { toReport } from '../../reports/to-report';
import { compareEnvironments, isIncomplete, type Compared, type CompareOptions } from '../compare-environments';
import { strategyOf, type StrategyOptions } from '../strategy';
import type { ExitCode, Session } from '../session';

export interface DiffOptions extends CompareOptions, StrategyOptions {
  readonly allow?: Allowance;
  readonly format: 'text' | 'json' | 'markdown' | 'sql';
}

/** Prints the differences between two environments. */
export async function diff(options: DiffOptions, session: Session): Promise<ExitCode> {
  const compared = await compareEnvironments(options, session);
  await session.result(inFormat(options, compared, session));
  if (compared.drift.differences.length > 0) return 1;
  return isIncomplete(compared.drift) ? 2 : 0;
}

function inFormat(options: DiffOptions, compared: Compared, session: Session): string {
  const { drift, source, target, alignment } = compared;
  switch (options.format) {
    case 'text':
      return textReport(toReport(drift, source, target, alignment), { color: session.color });
    case 'json':
      return jsonReport(toReport(drift, source, target, alignment));
    case 'markdown':
      return markdownReport(toReport(drift, source, target, alignment));
    case 'sql':
      return script(compared, options);
  }
}

function script({ drift, scope, source, target }: Compared, chosen: DiffOptions): string {
  const options = {
    source: source.name,
    target: target.name,
    date: new Date(),
    version,
    plannedFor: plannedForLine(drift, scope, target.kind),
  };
  const planned = planAllowed(drift, chosen.allow ?? [], { strategy: strategyOf(chosen) });
  if (!isIncomplete(drift)) return renderScript(drift, planned, options).trimEnd();
  const notRead = [...drift.source.notRead, ...drift.target.notRead];
  return [
    '-- INCOMPLETE: a part of the schemas could not be read, so this script may lack statements. Not read:',
    ...notRead.map(({ kind, reason }) => `--   ${kind}: ${reason}`.replaceAll(/\s+/g, ' ')),
    '',
    drift.differences.length === 0
      ? '-- In what could be read there is no difference.'
      : renderScript(drift, planned, options).trimEnd(),
  ].join('\n');
}
