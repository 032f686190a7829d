import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { PostgresServer, TestDatabase } from '../support/database-server';
import { startPostgres } from '../support/postgres';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { insist, Workbench } from './support/workbench';

const PASSWORD = 'correct horse 4711';

const Configuration = z.object({ environments: z.record(z.string(), z.unknown()) });

describe('environments in a real workbench', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    server = await startPostgres(Math.max(...majors), { password: PASSWORD });
    database = await server.createDatabase('CREATE TABLE notes (id int)');
    workbench = await Workbench.open({ name: 'environments', files: { 'README.md': '# Nothing yet\n' } });
    await workbench.openContainer('Schema Drift');
  });

  after(async () => {
    await workbench.close();
    await database.drop();
    await server.stop();
  });

  /** Waits until a box of a dialog is there: the one before it would take the answer. */
  async function asked(text: string): Promise<void> {
    await workbench.quickInput().getByText(text).first().waitFor();
  }

  function configuration() {
    const text = readFileSync(path.join(workbench.folder, 'schema-drift.json'), 'utf8');
    return Configuration.parse(JSON.parse(text)).environments;
  }

  it('begin with a view that says what to do', async () => {
    const sideBar = workbench.page.locator('.part.sidebar');
    await sideBar.getByText('An environment is a database, a migrations folder, a Prisma schema').waitFor();
    await sideBar.getByRole('button', { name: 'Add Environment' }).first().waitFor();
    await workbench.screenshot('welcome');
  });

  it('are added from a pasted URL, its password kept out of every file', async () => {
    await workbench.runCommand('Schema Drift: Add Environment');
    await workbench.pick('PostgreSQL URL');
    await asked('The URL of the database');
    await workbench.answer(database.url);
    await asked('A name, as it is shown everywhere');
    await workbench.answer('production');
    await workbench.pick('Production');
    await workbench.treeItem('production').waitFor();

    const bare = new URL(database.url);
    bare.password = '';
    assert.deepEqual(configuration(), { production: { url: bare.href, role: 'production' } });
    const files = readdirSync(workbench.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    assert.ok(files.length >= 2);
    const holding = files.filter((file) =>
      [PASSWORD, encodeURIComponent(PASSWORD)].some((secret) => readFileSync(file, 'utf8').includes(secret)),
    );
    assert.deepEqual(holding, []);
  });

  it('connect with the stored password', async () => {
    await workbench.treeItem('production').click();
    await workbench.treeItem('Schema public').waitFor();
  });

  it('ask for the password when it is wrong, and go on once it is right', async () => {
    await workbench.runCommand('Schema Drift: Edit Environment');
    await workbench.pick('production');
    await workbench.pick('Password');
    await asked('Password for production');
    await workbench.answer('not the password');
    await workbench.runCommand('Schema Drift: Refresh Environment');
    await workbench.pick('production');
    await asked('Password for production');
    await workbench.answer(PASSWORD);
    await workbench.treeItem('Schema public').waitFor();
  });

  it('are removed again, after asking', async () => {
    const remove = workbench.page.getByRole('dialog').getByRole('button', { name: 'Remove' });
    // The tree, just filled, may take the keyboard late: that closes a picker.
    await insist(remove, async () => {
      await workbench.runCommand('Schema Drift: Remove Environment');
      await workbench.pick('production', { timeout: 5000 }).catch(() => undefined);
    });
    await remove.click();
    await workbench.page.locator('.part.sidebar').getByText('An environment is a database').waitFor();
    assert.deepEqual(configuration(), {});
  });
});

describe('a workspace that nobody has trusted, in a real workbench', () => {
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    workbench = await Workbench.open({
      name: 'untrusted',
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      files: {
        'schema-drift.json': JSON.stringify({
          environments: { prod: { url: 'postgresql://postgres@127.0.0.1:1/db' } },
        }),
      },
    });
  });

  after(async () => {
    await workbench.close();
  });

  it('shows no environment and offers no comparison', async () => {
    const sideBar = await workbench.openContainer('Schema Drift');
    await sideBar.getByText('Trust this workspace to let it.').waitFor();
    await sideBar.getByText('Nothing is compared in a workspace that is not trusted.').waitFor();
    assert.equal(await workbench.page.locator('.part.sidebar').getByRole('treeitem').count(), 0);
    await workbench.screenshot('untrusted');
  });
});

describe('a migration that deletes data, in a real workbench', () => {
  let production: TestDatabase;
  let development: TestDatabase;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    const server = await sharedPostgres(Math.max(...majors));
    production = await server.createDatabase();
    development = await server.createDatabase('CREATE TABLE leftover (id int); INSERT INTO leftover VALUES (1)');
    const environments = { production: { url: production.url }, development: { url: development.url } };
    workbench = await Workbench.open({
      name: 'deletes-data',
      files: { 'schema-drift.json': JSON.stringify({ environments }) },
    });
    await workbench.openContainer('Schema Drift');
    await workbench.runCommand('Schema Drift: Compare Environments');
    await workbench.choose('production', 'Compare: source');
    await workbench.choose('development', 'Compare: target');
    await workbench.treeItem('table leftover').waitFor();
  });

  after(async () => {
    await workbench.close();
    await production.drop();
    await development.drop();
  });

  it('is written only after the person has said what may be lost', async () => {
    const migrations = path.join(workbench.folder, 'supabase', 'migrations');
    const picker = workbench.quickInput();
    const lost = picker
      .getByRole('checkbox', { name: /table:public.leftover/ })
      .or(picker.getByRole('option', { name: /table:public.leftover/ }));

    await workbench.runCommand('Schema Drift: Generate Migration');
    await picker.getByText('this migration deletes data in development').waitFor();
    await lost.first().waitFor();
    await workbench.screenshot('deletes-data');
    await workbench.page.keyboard.press('Escape');
    await lost.first().waitFor({ state: 'detached' });
    assert.equal(existsSync(migrations), false);

    await workbench.runCommand('Schema Drift: Generate Migration');
    await lost.first().waitFor();
    await picker.getByRole('button', { name: 'OK' }).click();
    await picker.getByText('A name for the file').waitFor();
    await workbench.answer('keep leftover');
    await workbench.page.getByText('Left out because it deletes data: table:public.leftover').first().waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /--.*DROP.TABLE/ })
      .first()
      .waitFor();
    await workbench.screenshot('left-out');

    await workbench.runCommand('Schema Drift: Generate Migration');
    await lost.first().click();
    await picker.getByText('1 Selected').waitFor();
    await picker.getByRole('button', { name: 'OK' }).click();
    await picker.getByText('A name for the file').waitFor();
    await workbench.answer('drop leftover');
    await workbench.page
      .locator('.view-line', { hasText: /^DROP.TABLE/ })
      .first()
      .waitFor();
  });
});
