import { relative, sep } from 'node:path';
import type { LintFinding, LintRule } from '../../migrations/lint/finding';
import type { Check, Finding } from './check';

/** How much a finding about a migration file counts. */
const LEVELS: Readonly<Record<LintRule, Finding['level']>> = {
  'not-replayed': 'error',
  'skipped-name': 'error',
  'duplicate-version': 'error',
  edited: 'error',
  'out-of-order': 'error',
  'data-loss': 'warning',
  'long-lock': 'warning',
  'missing-rls': 'warning',
  'mixed-data': 'note',
};

/**
 * Findings about migration files as a check.
 * @param workspace the folder that places are told from
 */
export function lintCheck(name: string, findings: readonly LintFinding[], workspace: string): Check {
  return {
    name,
    problem: null,
    findings: findings.map(({ rule, message, path, line, column, object }) => ({
      rule,
      level: LEVELS[rule],
      message,
      ...(object === undefined ? {} : { object }),
      place: { file: relative(workspace, path).split(sep).join('/'), line, column },
    })),
  };
}
