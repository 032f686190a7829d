import type { ObjectId } from '../../engine/model';

/** What a migration file can be told about, by the name that an ignore comment has for it. */
export const LINT_RULES = [
  'not-replayed',
  'skipped-name',
  'duplicate-version',
  'edited',
  'out-of-order',
  'data-loss',
  'long-lock',
  'mixed-data',
  'missing-rls',
] as const;

export type LintRule = (typeof LINT_RULES)[number];

/** Something about a migration file that people should know. */
export interface LintFinding {
  readonly rule: LintRule;
  readonly message: string;
  /** The absolute path of the file. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly object?: ObjectId;
}
