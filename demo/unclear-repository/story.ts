import { fileURLToPath } from 'node:url';
import { CommandLine } from '../command-line';
import type { Situation } from '../situation';
import { sayChecked, sayHeading } from '../terminal';

const FILES = [
  '../supabase-platform.sql',
  'workspace/supabase/migrations/20250101000000_master.sql',
  'workspace/supabase/migrations/20250310090000_threads.sql',
  'workspace/supabase/migrations/20250422101500_note_policies.sql',
  'recorded.sql',
];

/** A master migration, newer ones, an archive and a Prisma schema: which of them does production agree with? */
export const unclearRepository: Situation = {
  folder: fileURLToPath(new URL('.', import.meta.url)),
  databases: { development: FILES, production: [...FILES, 'production.sql'] },
  play,
};

async function play(workspace: string): Promise<void> {
  const commandLine = new CommandLine(workspace);

  sayHeading('1  What is applied where, and is it really there?');
  await commandLine.tell(['status'], 1, [
    /20250422101500_note_policies\.sql .*recorded, but its objects are missing/,
    /2025-11-05_telemetry\.sql/,
    /20240110100000_notes\.sql/,
  ]);

  sayHeading('2  Does production have what the files say?');
  await commandLine.tell(['diff', '--source', 'files', '--target', 'production'], 1, [
    /notes_workspace_id/,
    /owners see their notes/,
    /note_count/,
    /feature_flags/,
  ]);

  sayHeading('3  And Prisma?');
  await commandLine.tell(['diff', '--source', 'production', '--target', 'prisma'], 1, [
    /table:public\.labels: only in Prisma/,
    /table:public\.notes: drifted .*pinned/,
    /Not expressible in Prisma/,
  ]);

  sayHeading('4  What CI says from now on');
  await commandLine.tell(['check'], 1, [
    /production has what the files say/,
    /2025-11-05_telemetry\.sql.* skips this name/,
  ]);
  sayChecked(
    'Files, Prisma schema and database are compared, each difference is named, and CI fails until they agree.',
  );
}
