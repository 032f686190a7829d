import type { SqlComment, SqlStatement } from '../../environments/sql-text';
import type { LintRule } from './finding';

const IGNORE = /schema-drift:\s*ignore\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)/g;

/** Whether `-- schema-drift: ignore RULE` stands before a statement, or before the first one, for the whole file. */
export function isIgnored(rule: LintRule, statements: readonly SqlStatement[], statement?: SqlStatement): boolean {
  const comments = [...(statements[0]?.comments ?? []), ...(statement?.comments ?? [])];
  return comments.some((comment) => ignoredBy(comment).includes(rule));
}

function ignoredBy({ text }: SqlComment): readonly string[] {
  return [...text.matchAll(IGNORE)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
}
