import { relative, sep } from 'node:path';
import type { LintFinding } from '../../migrations/lint/finding';
import type { Check } from './check';

/**
 * Findings about migration files as a check.
 * @param workspace the folder that places are told from
 */
export function lintCheck(name: string, findings: readonly LintFinding[], workspace: string): Check {
  return {
    name,
    problem: null,
    findings: findings.map(({ rule, level, message, path, line, column, object }) => ({
      rule,
      level,
      message,
      ...(object === undefined ? {} : { object }),
      place: { file: relative(workspace, path).split(sep).join('/'), line, column },
    })),
  };
}
