import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { supabaseHistory } from '../database/migrations/histories';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { insist, Workbench } from './support/workbench';

const THREADS = `CREATE TABLE threads (id bigint PRIMARY KEY, title text NOT NULL);
ALTER TABLE threads ENABLE ROW LEVEL SECURITY;`;
const MESSAGES = `CREATE TABLE messages (
  id bigint PRIMARY KEY,
  thread_id bigint NOT NULL REFERENCES threads,
  body text NOT NULL
);`;
const REACTIONS = `CREATE TABLE reactions (
  id bigint PRIMARY KEY,
  message_id bigint NOT NULL REFERENCES messages,
  emoji text NOT NULL
);
CREATE INDEX messages_by_thread ON messages (thread_id);
DELETE FROM messages;`;
const BY_HAND = `
  CREATE TYPE aria_mood AS ENUM ('calm', 'curious');
  CREATE TABLE aria_memories (id bigint PRIMARY KEY, mood aria_mood NOT NULL, note text);
  CREATE VIEW aria_recent AS SELECT id, note FROM aria_memories;`;

const FILES = {
  '20260110090000_threads.sql': THREADS,
  '20260118000000_messages.sql': MESSAGES,
  '2026-02-05_telemetry.sql': 'CREATE TABLE telemetry (at timestamptz);',
  '20260301120000_reactions.sql': REACTIONS,
};

const PRISMA = `datasource db {
  provider = "postgresql"
}

model Thread {
  id       BigInt    @id
  title    String
  messages Message[]

  @@map("threads")
}

model Message {
  id       BigInt  @id
  threadId BigInt  @map("thread_id")
  thread   Thread  @relation(fields: [threadId], references: [id])
  body     String?

  @@map("messages")
}

model Reaction {
  id BigInt @id

  @@map("reactions")
}
`;

/** A project whose files, databases and Prisma schema each tell another story. */
describe('migrations in a real workbench', function () {
  // Each step replays the files in the embedded PostgreSQL.
  this.timeout(180_000);
  let development: TestDatabase;
  let production: TestDatabase;
  let workbench: Workbench;

  before(async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const first = ['20260110090000', 'threads', THREADS] as const;
    development = await server.createDatabase(
      `${supabaseHistory(first, ['20260118000000', 'messages', MESSAGES])}${THREADS}${MESSAGES}${BY_HAND}`,
    );
    production = await server.createDatabase(
      `${supabaseHistory(first, ['20260118000000', 'messages', MESSAGES])}${THREADS}`,
    );
    workbench = await Workbench.open({
      name: 'migrations',
      files: {
        'schema-drift.json': JSON.stringify({
          environments: {
            production: { url: production.url, role: 'production' },
            development: { url: development.url, role: 'development' },
            files: { kind: 'migrations' },
            prisma: { kind: 'prisma', path: 'prisma/schema.prisma' },
          },
        }),
        'prisma/schema.prisma': PRISMA,
        ...Object.fromEntries(
          Object.entries(FILES).map(([name, text]) => [`supabase/migrations/${name}`, `${text}\n`]),
        ),
      },
      size: { width: 1440, height: 900 },
      settings: { 'workbench.quickOpen.closeOnFocusLost': false },
    });
    await workbench.widen(await workbench.openContainer('Schema Drift'), 220);
  });

  after(async () => {
    await workbench.close();
    await Promise.all([development.drop(), production.drop()]);
  });

  const pane = (title: string) => workbench.page.locator('.part.sidebar .pane-header', { hasText: title });

  it('are listed with what the databases say of them', async () => {
    await pane('Drift').first().click();
    await pane('Migrations').click();
    await workbench.treeItem('20260301120000_reactions.sql').waitFor();
    await workbench.runCommand('Schema Drift: Refresh Migrations');
    await workbench.treeItem('20260301120000_reactions.sql: pending').waitFor();
    await workbench.treeItem('20260118000000_messages.sql').locator('.monaco-tl-twistie').click();
    await workbench.treeItem('production').last().waitFor();
    await workbench.page.mouse.move(1000, 700);
    await workbench.screenshot('migrations');
  });

  it('are shown as a table of files and databases', async () => {
    await workbench.runCommand('Schema Drift: Open Migration Status');
    const frame = await workbench.webview();
    await frame.getByRole('cell', { name: 'recorded, but its objects are missing' }).waitFor();
    await workbench.screenshot('migration-status');
    await workbench.runCommand('View: Close All Editors');
  });

  it('are compared with what was applied, where one was edited since', async () => {
    const name = '20260110090000_threads.sql';
    const rewrite = (text: string) => (): void => {
      writeFileSync(path.join(workbench.folder, 'supabase', 'migrations', name), text);
    };
    const edited = workbench.treeItem(`${name}: edited since applied`);
    // The server's watcher of files misses one now and then.
    await insist(edited, rewrite(`-- Who talks\n${THREADS.replace('bigint', 'uuid')}\n`));
    const compare = edited.getByRole('button', { name: 'Compare with Applied' });
    await insist(compare, () => edited.hover());
    await compare.click();
    await workbench.choose(name, 'Compare with Applied');
    await workbench.editorTab(`${name} (applied to production ↔ now)`).waitFor();
    const sides = workbench.page.locator('.monaco-diff-editor .view-line');
    for (const side of ['id bigint', 'id uuid']) await sides.filter({ hasText: side }).first().waitFor();
    await workbench.screenshot('compare-with-applied');
    await workbench.runCommand('View: Close All Editors');
    await insist(workbench.treeItem(`${name}: applied`), rewrite(`${THREADS}\n`));
  });

  it('are what objects are from, and an object without a file says so', async () => {
    await workbench.treeItem('development').click();
    await workbench.treeItem('Tables').click();
    await workbench.hoverUntil(workbench.treeItem('threads'), 'from 20260110090000_threads.sql');
    await workbench.screenshot('origin');
    await workbench.hoverUntil(workbench.treeItem('aria_memories'), 'no migration file');
    await workbench.treeItem('development').click();
  });

  it('are looked at when one is opened, and a light bulb offers what can be done', async () => {
    await workbench.treeItem('20260301120000_reactions.sql').dblclick();
    await workbench.editorTab('20260301120000_reactions.sql').waitFor();
    await workbench.runCommand('View: Toggle Problems');
    await workbench.page
      .locator('.markers-panel')
      .getByText('not enabled on public.reactions')
      .waitFor({ timeout: 60_000 });
    await workbench.page.mouse.move(1000, 700);
    await workbench.page.locator('.view-line', { hasText: 'CREATE TABLE' }).click();
    await insist(workbench.page.getByText('Enable row level security on public.reactions'), () =>
      workbench.page.keyboard.press('Control+.'),
    );
    await workbench.screenshot('lint');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.view-line', { hasText: 'ENABLE ROW LEVEL SECURITY' }).waitFor();
    await workbench.runCommand('File: Save');
    await workbench.page
      .locator('.markers-panel')
      .getByText('not enabled on public.reactions')
      .waitFor({ state: 'detached', timeout: 60_000 });
    await workbench.runCommand('View: Toggle Panel Visibility');
    await workbench.runCommand('View: Close All Editors');
  });

  it('are written for what no file makes', async () => {
    await workbench.runCommand('Schema Drift: Capture Missing Migrations');
    await workbench.choose('development');
    await workbench.quickInput().getByText('aria_memories').waitFor({ timeout: 60_000 });
    await workbench.screenshot('capture');
    await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
    await workbench.page.getByText('Replayed again: no drift to development').first().waitFor({ timeout: 60_000 });
    await workbench.screenshot('captured');
    const migrations = path.join(workbench.folder, 'supabase', 'migrations');
    const name = readdirSync(migrations).find((each) => each.endsWith('_capture_from_development.sql'));
    assert.match(readFileSync(path.join(migrations, name ?? ''), 'utf8'), /CREATE TABLE public\.aria_memories/);
    await workbench.runCommand('View: Close All Editors');
  });

  it('stand beside a Prisma schema, which is told model by model', async () => {
    await pane('Drift').first().click();
    await workbench.runCommand('Schema Drift: Compare Environments');
    await workbench.choose('prisma', 'Compare: source');
    await workbench.choose('development', 'Compare: target');
    await workbench.page
      .locator('.part.sidebar')
      .getByText('Prisma and the database: 1 aligned')
      .waitFor({ timeout: 60_000 });
    await workbench.runCommand('Schema Drift: Open Prisma Alignment');
    const frame = await workbench.webview();
    await frame.getByRole('heading', { name: 'Not expressible in Prisma' }).waitFor();
    await workbench.page.mouse.move(1000, 700);
    await workbench.screenshot('prisma-alignment');
  });
});
