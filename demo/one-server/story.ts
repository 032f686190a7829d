import { fileURLToPath } from 'node:url';
import { CommandLine } from '../command-line';
import type { Situation } from '../situation';
import { sayChecked, sayHeading } from '../terminal';

/** Two databases: tables that only development has, half of them in no file, and nobody knows what was applied where. */
export const oneServer: Situation = {
  folder: fileURLToPath(new URL('.', import.meta.url)),
  databases: {
    development: [
      '../supabase-platform.sql',
      'workspace/supabase/migrations/20251001080000_tasks.sql',
      'workspace/supabase/migrations/20251112093000_reminders.sql',
      'workspace/supabase/migrations/20251120140000_labels.sql',
      'development.sql',
      'recorded-development.sql',
    ],
    production: [
      '../supabase-platform.sql',
      'workspace/supabase/migrations/20251001080000_tasks.sql',
      'recorded-production.sql',
    ],
  },
  play,
};

async function play(workspace: string): Promise<void> {
  const commandLine = new CommandLine(workspace);

  sayHeading('1  Which file is applied where?');
  await commandLine.tell(['status'], 1, [
    /20251120140000_labels\.sql .*objects there, not recorded/,
    /20251112093000_reminders\.sql +○ pending/,
  ]);

  sayHeading('2  What has development that no file makes? Write the missing files');
  await commandLine.tell(['diff', '--source', 'development', '--target', 'files'], 1, [/aria_sessions/]);
  await commandLine.tell(['capture', '--from', 'development', '--object', 'aria_*'], 0, [
    /Replayed again: no drift for them/,
  ]);

  sayHeading('3  Correct the history of development');
  const script = (await commandLine.read(['repair', '--target', 'development'], 0)).trim();
  await commandLine.tell(['apply', script, '--target', 'development'], 0, []);

  sayHeading('4  What production would be given, in order');
  // Promoting takes two connections at a time; the embedded PostgreSQL has one session.
  await commandLine.tell(['promote', '--target', 'production', '--dry-run'], 0, [
    /20251112093000_reminders\.sql[^]*20251120140000_labels\.sql[^]*capture_from_development\.sql/,
  ]);

  sayHeading('5  And now?');
  await commandLine.tell(['diff', '--source', 'development', '--target', 'files'], 0, [/no drift/i]);
  await commandLine.tell(['status', '--on', 'development'], 0, [/All applied/]);
  sayChecked(
    'Every object of development has its file, and every file is on record. Production waits for three files.',
  );
}
