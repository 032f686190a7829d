import type { ObjectId } from '../../engine/model';

/** How much a finding counts: a note is only said. */
export type LintLevel = 'error' | 'warning' | 'note';

/** What a migration file can be told about, by the name that an ignore comment has for it, and how much that counts. */
export const LINT_RULES = {
  'not-replayed': 'error',
  'skipped-name': 'error',
  'duplicate-version': 'error',
  edited: 'error',
  'out-of-order': 'error',
  'data-loss': 'warning',
  'long-lock': 'warning',
  'missing-rls': 'warning',
  'not-idempotent': 'warning',
  'mixed-data': 'note',
} as const satisfies Readonly<Record<string, LintLevel>>;

export type LintRule = keyof typeof LINT_RULES;

/** Something about a migration file that people should know. */
export interface LintFinding {
  readonly rule: LintRule;
  /** That of the rule; a warning about a file that nobody can change any more is a note. */
  readonly level: LintLevel;
  readonly message: string;
  /** The absolute path of the file. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What it is about in the schema. */
  readonly object?: ObjectId;
  /** The environment that it is found in. */
  readonly environment?: string;
}
