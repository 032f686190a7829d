import { basename } from 'node:path';
import type { Consolidation } from '../migrations/consolidate/consolidate';
import { code, fence, plain } from './markdown-text';

/** A database, and the script that corrects its history: null where it has none. */
export interface CorrectedHistory {
  readonly database: string;
  readonly script: string | null;
}

/** What consolidating a folder will do, before anything is written. */
export function consolidationMarkdown(
  { folder, files, replaced, kept, notes }: Consolidation,
  histories: readonly CorrectedHistory[],
): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['To be written', files.map(({ name }) => code(name))],
    ['To be moved into the archive', replaced.map(({ name }) => code(name))],
    ['To stay, and run after that', kept.map(({ name }) => code(name))],
    ['Not in the master file, or not sure', notes.map(plain)],
    [
      'Histories',
      histories.map(({ database, script }) =>
        script === null
          ? `${plain(database)} has no history of the Supabase command line: nothing to correct there`
          : `${plain(database)}: ${code(basename(script))}, to be read and run by you`,
      ),
    ],
  ];
  return [
    '# Consolidation',
    '',
    `Nothing is written yet. Replayed in ${code(folder)} before, after, and once more on top: no difference, the same rows.`,
    '',
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''],
    ),
    ...files.flatMap(({ name, text }) => [`## ${plain(name)}`, '', fence(text), '']),
  ].join('\n');
}
