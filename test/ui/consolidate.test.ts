import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { supabaseHistory } from '../database/migrations/histories';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { Workbench } from './support/workbench';

const FILES: readonly (readonly [version: string, name: string, text: string])[] = [
  [
    '20250110090000',
    'threads',
    `CREATE TABLE threads (id bigint PRIMARY KEY, title text);
ALTER TABLE threads ENABLE ROW LEVEL SECURITY;`,
  ],
  ['20250118000000', 'titles', `ALTER TABLE threads ALTER COLUMN title SET NOT NULL;`],
  ['20250203000000', 'moods', `CREATE TYPE mood AS ENUM ('calm');`],
  ['20250204000000', 'another_mood', `ALTER TYPE mood ADD VALUE 'curious';`],
  [
    '20250301120000',
    'messages',
    `CREATE TABLE messages (
  id bigint PRIMARY KEY,
  thread_id bigint NOT NULL REFERENCES threads,
  mood mood
);
CREATE INDEX messages_by_thread ON messages (thread_id);`,
  ],
  ['20250302000000', 'first_threads', `COPY threads FROM stdin;\n1\tHello\n2\tHow it works\n\\.`],
];

const NAMES = FILES.map(([version, name]) => `${version}_${name}.sql`);
const STAYS = '20250302000000_first_threads.sql';
const MASTER = '20250110090000_master.sql';

/** For what comes after replays. */
const PATIENCE = { timeout: 300_000 };

/** A folder of old migrations, one of which has to stay: what a person sees until they are one file. */
describe('consolidating in a real workbench', function () {
  // The folder is replayed four times, and each replay takes long where others use the machine.
  this.timeout(400_000);
  let development: TestDatabase;
  let workbench: Workbench;

  before(async () => {
    const server = await sharedPostgres(Math.max(...majors));
    development = await server.createDatabase(
      `${FILES.filter(([, name]) => name !== 'first_threads')
        .map(([, , text]) => text)
        .join('\n')}${supabaseHistory(...FILES)}`,
    );
    workbench = await Workbench.open({
      name: 'consolidate',
      files: {
        'schema-drift.json': JSON.stringify({
          environments: { development: { url: development.url, role: 'development' } },
        }),
        ...Object.fromEntries(
          FILES.map(([version, name, text]) => [`supabase/migrations/${version}_${name}.sql`, `${text}\n`]),
        ),
      },
      size: { width: 1440, height: 900 },
      settings: { 'workbench.quickOpen.closeOnFocusLost': false },
    });
    await workbench.widen(await workbench.openContainer('Schema Drift'), 120);
    await workbench.page.locator('.part.sidebar .pane-header', { hasText: 'Migrations' }).click();
    await workbench.treeItem(STAYS).waitFor();
  });

  after(async () => {
    await workbench.close();
    await development.drop();
  });

  const namesIn = (folder: string): readonly string[] => readdirSync(path.join(workbench.folder, 'supabase', folder));

  it('asks for a name and for the histories that follow', async () => {
    await workbench.runCommand('Schema Drift: Consolidate Migrations');
    await workbench.step('Consolidate: name of the new file');
    await workbench.answer('master');
    await workbench.step('Consolidate: histories that follow');
    await workbench.quickInput().getByText('development').first().waitFor();
    await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  });

  it('says why a file must stay, and asks which do', async () => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('One file can’t take the place of all').waitFor(PATIENCE);
    await dialog.getByText(`${STAYS}: rows behind COPY … FROM stdin`).waitFor();
    await workbench.screenshot('consolidate-why');
    await dialog.getByRole('button', { name: 'Choose What Stays…' }).click();
    await workbench.step('Consolidate: files that stay');
    await workbench.quickInput().getByText(STAYS).waitFor();
    await workbench.screenshot('consolidate-what-stays');
    await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  });

  it('shows what it will do before anything is written', async () => {
    await workbench.step('Consolidate: write', PATIENCE);
    const report = await workbench.webview();
    await report.getByText('Nothing is written yet').waitFor();
    await report.getByRole('heading', { name: 'To stay' }).waitFor();
    await workbench.screenshot('consolidate-report');
    assert.deepEqual(namesIn('migrations'), NAMES);
  });

  it('writes the file and the script for the history, and moves the old files into the archive', async () => {
    await workbench.choose('Write', 'Consolidate: write');
    await workbench.page.getByText('is written, and the old files are in').first().waitFor();
    await workbench.editorTab(MASTER).waitFor();
    await workbench.page.locator('.view-line', { hasText: 'Puts the consolidated migration' }).waitFor();
    await workbench.treeItem(MASTER).waitFor();
    await workbench.treeItem('Archive').click();
    await workbench.treeItem('20250118000000_titles.sql').waitFor();
    await workbench.screenshot('consolidated');
    assert.deepEqual(namesIn('migrations'), [MASTER, STAYS]);
    assert.deepEqual(
      namesIn('migrations_archive'),
      NAMES.filter((name) => name !== STAYS),
    );
    const [script = ''] = namesIn('history');
    assert.match(script, /^\d{14}_consolidate_development\.sql$/);
    await workbench.editorTab(script).waitFor();
    const text = readFileSync(path.join(workbench.folder, 'supabase', 'history', script), 'utf8');
    assert.match(text, /DELETE FROM .*'20250118000000'/);
    assert.match(text, /INSERT INTO [^]*'20250110090000', 'master'/);
  });
});
