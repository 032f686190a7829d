import type { FileProblem, MigrationCell, MigrationState } from '../migrations/status';

type Color = 'green' | 'yellow' | 'red' | 'dim';

/** How each state of a migration is shown: a mark, what it is called, and a terminal's color. */
export const STATES: Readonly<Record<MigrationState, { mark: string; words: string; color: Color }>> = {
  applied: { mark: '✓', words: 'applied', color: 'green' },
  pending: { mark: '○', words: 'pending', color: 'yellow' },
  'out-of-order': { mark: '!', words: 'pending, out of order', color: 'red' },
  edited: { mark: '!', words: 'edited since applied', color: 'red' },
  failed: { mark: '✗', words: 'failed', color: 'red' },
  'no-file': { mark: '!', words: 'applied, no file here', color: 'red' },
  'objects-missing': { mark: '✗', words: 'recorded, but its objects are missing', color: 'red' },
  'not-recorded': { mark: '!', words: 'objects there, not recorded', color: 'red' },
};

/** What is wrong with a file, in a sentence. */
export const PROBLEMS: Readonly<Record<FileProblem, string>> = {
  'skipped-name': 'the Supabase command line skips this name; it must be <digits>_name.sql',
  'duplicate-version': 'another file has the same version, so only one of them can be recorded',
  'not-text': 'not UTF-8 text, so it cannot be compared with what was applied',
};

/** What stands for a cell: `✓ applied`. Nothing to say is a dash. */
export function cellWords({ state }: MigrationCell): string {
  return state === null ? '–' : `${STATES[state].mark} ${STATES[state].words}`;
}
