import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';
import { z } from 'zod';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { Workbench } from './support/workbench';

const SHARED = `
  CREATE TABLE graph_nodes (id bigint PRIMARY KEY, label text NOT NULL, priority smallint);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
`;
const AHEAD = `
  CREATE TYPE node_status AS ENUM ('draft_verbal', 'curated');
  ALTER TABLE graph_nodes ADD COLUMN status node_status DEFAULT 'draft_verbal';
  ALTER TABLE graph_nodes ALTER COLUMN priority TYPE integer;
  CREATE INDEX idx_graph_nodes_status ON graph_nodes (status);
  CREATE VIEW labels AS SELECT label, count(*) AS nodes FROM graph_nodes GROUP BY label;
`;
const BEHIND = `
  CREATE TABLE leftover (id int PRIMARY KEY, note text);
  INSERT INTO leftover VALUES (1, 'still needed');
`;
const BEFORE_RENAME = `
  CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
  INSERT INTO users VALUES (1, 'ada@example.com');
`;
const AFTER_RENAME = `
  CREATE TABLE people (id bigint PRIMARY KEY, email text UNIQUE, born date);
  ALTER TABLE people DROP COLUMN born;
`;
const MANY = 3000;
const CROWD = `
  DO $$ BEGIN FOR i IN 1..${MANY} LOOP EXECUTE format('CREATE DOMAIN d%s AS integer', i); END LOOP; END $$;
`;

const Violations = z.array(z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.unknown()) }));

describe('Drift Review in a real workbench', () => {
  const databases = new Map<string, TestDatabase>();
  const refused: string[] = [];
  let workbench: Workbench;
  /** The document of the review: found anew for every step, for VS Code loads it anew whenever the tab comes back. */
  let frame: FrameLocator;

  before(async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const environments: Record<string, unknown> = {};
    for (const [name, sql] of [
      ['production', SHARED + AHEAD],
      ['development', SHARED + BEHIND],
      ['twin', SHARED + AHEAD],
      ['crowd', CROWD],
      ['doomed', SHARED],
      ['before', BEFORE_RENAME],
      ['after', AFTER_RENAME],
    ] as const) {
      const database = await server.createDatabase(sql);
      databases.set(name, database);
      environments[name] = { kind: 'database', url: database.url, protected: name === 'production' };
    }
    workbench = await Workbench.open({
      name: 'review',
      files: { 'schema-drift.json': JSON.stringify({ environments }), 'supabase/migrations/.gitkeep': '' },
      size: { width: 1600, height: 900 },
      // The palette stays open when a view that is still being opened takes the keyboard.
      settings: { 'workbench.quickOpen.closeOnFocusLost': false },
    });
    workbench.page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text());
    });
    frame = workbench.page
      .locator('iframe.webview.ready')
      .filter({ visible: true })
      .last()
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
    await workbench.openContainer('Schema Drift');
    await workbench.treeItem('production').waitFor();
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.state === 'failed') await workbench.screenshot(`failed-${currentTest.title.slice(0, 40)}`);
  });

  after(async () => {
    await workbench.close();
    for (const database of databases.values()) await database.drop();
  });

  /** Compares two environments and opens the review of it. */
  async function review(source: string, target: string): Promise<void> {
    await workbench.runCommand('Schema Drift: Compare Environments');
    for (const [name, question] of [
      [source, 'Which schema is right?'],
      [target, `in line with ${source}`],
    ] as const) {
      const picker = workbench.quickInput();
      await picker
        .getByRole('textbox', { name: question })
        .or(picker.getByRole('combobox', { name: question }))
        .waitFor();
      // Pairs that were compared before are offered too: `production → development`.
      await picker
        .getByRole('option', { name: new RegExp(`^${name}(?! →)`) })
        .first()
        .click();
    }
    // Compared, and the view that the comparison brings forward has the keyboard.
    await workbench.page.locator('.statusbar').getByText(`${source} → ${target}: `).waitFor();
    await workbench.runCommand('Schema Drift: Open Drift Review');
    await workbench.editorTab(`Drift: ${source} → ${target}`).waitFor();
  }

  /** The key of the row that the keyboard is on. */
  async function activeRow(): Promise<string | null> {
    const id = await frame.getByRole('tree').getAttribute('aria-activedescendant');
    return id === null ? null : frame.locator(`[id="${id}"]`).getAttribute('data-key');
  }

  /** Waits until the keyboard is in a pane. */
  async function inPane(pane: 'list' | 'diff' | 'plan'): Promise<void> {
    await frame.locator(`[data-pane="${pane}"]:has(:focus)`).waitFor();
  }

  it('lists what differs, with letter, word and color', async () => {
    await review('production', 'development');
    await frame.getByRole('treeitem', { name: 'view labels missing' }).waitFor();
    await frame.getByRole('treeitem', { name: /column graph_nodes.priority type .*changed/ }).waitFor();
    await frame.getByRole('treeitem', { name: /table leftover .*extra/ }).waitFor();
    assert.deepEqual(await frame.locator('.row-missing .status-letter').allTextContents(), ['A', 'A', 'A', 'A']);
    const colorOf = (row: string) =>
      frame.locator('body').evaluate(`getComputedStyle(document.querySelector('${row} .status')).color`);
    assert.notEqual(await colorOf('.row-missing'), await colorOf('.row-extra'));
  });

  it('shows a missing object whole on one side, and says in words that the other side lacks it', async () => {
    await frame.getByRole('treeitem', { name: 'view labels' }).click();
    await frame.getByRole('heading', { name: 'view public.labels' }).waitFor();
    await frame.getByText('Not in development', { exact: true }).waitFor();
    await frame.locator('.modified-in-monaco-diff-editor .view-line', { hasText: /CREATE.*VIEW/ }).waitFor();
    await workbench.screenshot('drift-review-missing');
  });

  it('shows what a changed object was and will be, and what changing it risks', async () => {
    await frame.getByRole('treeitem', { name: 'column graph_nodes.priority' }).click();
    await frame.getByRole('row', { name: 'type smallint integer' }).waitFor();
    await frame
      .getByRole('list', { name: 'Hazards of the migration' })
      .getByText(/rewrites table/i)
      .waitFor();
    await frame.locator('.original-in-monaco-diff-editor .view-line', { hasText: 'smallint' }).waitFor();
    await frame.locator('.modified-in-monaco-diff-editor .view-line', { hasText: 'integer' }).waitFor();
  });

  it('warns of data that would be lost, in the header and in the plan', async () => {
    await frame.getByRole('treeitem', { name: /table leftover/ }).click();
    await frame
      .getByRole('list', { name: 'Hazards of the migration' })
      .getByText(/deletes data/i)
      .waitFor();
    await frame
      .getByRole('region', { name: 'Migration' })
      .getByText(/deletes data/i)
      .waitFor();
    await workbench.screenshot('drift-review-extra');
  });

  it('plans in another way when that is chosen', async () => {
    const plan = frame.getByRole('region', { name: 'Migration' });
    await frame.getByRole('treeitem', { name: 'index idx_graph_nodes_status' }).click();
    const hazards = frame.getByRole('list', { name: 'Hazards of the migration' });
    const strategy = plan.getByRole('combobox', { name: 'Strategy' });
    await strategy.selectOption('Online');
    await hazards.getByText(/not in transaction/i).waitFor();
    await workbench.screenshot('drift-review-online');
    await strategy.selectOption('Usual');
    await hazards.getByText(/not in transaction/i).waitFor({ state: 'detached' });
  });

  it('is worked by keyboard alone: one tab stop, arrows, Space, Enter, F6 and Escape', async () => {
    const keyboard = workbench.page.keyboard;
    await frame.getByRole('treeitem', { name: /table leftover/ }).click();
    await frame.getByRole('tree').focus();

    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    assert.equal(await activeRow(), 'table:public.leftover');
    await keyboard.press('Space');
    await frame.getByRole('status').getByText('5 of 6 selected').waitFor();
    const leftover = frame.getByRole('treeitem', { name: /table leftover/ });
    assert.equal(await leftover.getAttribute('aria-checked'), 'false');
    assert.equal(await frame.getByRole('treeitem', { name: 'public 6' }).getAttribute('aria-checked'), 'mixed');

    await keyboard.press('Tab');
    await frame.locator('[role="tree"]:not(:focus)').waitFor();
    await keyboard.press('Shift+Tab');
    await frame.locator('[role="tree"]:focus').waitFor();

    await keyboard.press('Enter');
    await inPane('diff');
    await keyboard.press('F6');
    await inPane('plan');
    await keyboard.press('F6');
    await inPane('list');
    await keyboard.press('Shift+F6');
    await inPane('plan');
    await keyboard.press('Escape');
    await inPane('list');
  });

  it('shares its ticks with the Drift view, and plans without what is left out', async () => {
    await frame
      .getByRole('region', { name: 'Migration' })
      .getByText(/deletes data/i)
      .waitFor({ state: 'detached' });
    await workbench.openContainer('Schema Drift');
    const sideBar = workbench.page.locator('.part.sidebar');
    const row = sideBar.getByRole('treeitem', { name: /^table leftover/ });
    await row.getByRole('checkbox', { checked: false }).waitFor();
  });

  it('narrows the list by text and status', async () => {
    await frame.getByRole('button', { name: '4 missing' }).click();
    await frame.getByRole('treeitem', { name: 'view labels' }).waitFor({ state: 'detached' });
    await frame.getByRole('textbox', { name: /Filter/ }).fill('priority');
    await frame.getByRole('status').getByText('1 of 6 differences shown').waitFor();
    assert.equal(await frame.locator('.row-level-3').count(), 1);
  });

  it('takes up comparison, filter, ticks and selection after a reload of the window', async () => {
    await frame.getByRole('treeitem', { name: 'column graph_nodes.priority' }).click();
    await frame.getByRole('heading', { name: 'column public.graph_nodes.priority' }).waitFor();
    await saved(workbench.page, '"text":"priority"');
    const strategy = frame.getByRole('combobox', { name: 'Strategy' });
    await strategy.selectOption('Online');
    await saved(workbench.page, '"strategy":"online"');
    await workbench.reload();
    await workbench.editorTab('Drift: production → development').waitFor();
    await frame.getByRole('heading', { name: 'column public.graph_nodes.priority' }).waitFor();
    assert.equal(await frame.getByRole('textbox', { name: /Filter/ }).inputValue(), 'priority');
    await frame.getByRole('checkbox').getByText('5 of 6 selected').waitFor();
    await frame.getByRole('textbox', { name: /Filter/ }).fill('');
    await frame.getByRole('button', { name: '4 missing' }).click();
    const leftover = frame.getByRole('treeitem', { name: /table leftover/ });
    assert.equal(await leftover.getAttribute('aria-checked'), 'false');
    assert.equal(await strategy.inputValue(), 'online');
    await strategy.selectOption('Usual');
  });

  for (const theme of ['light', 'high-contrast-dark', 'high-contrast-light', 'dark'] as const) {
    it(`has no serious accessibility fault and fits at every width in the ${theme} theme`, async () => {
      await workbench.setTheme(theme);
      await frame.locator('.modified-in-monaco-diff-editor .view-line').first().waitFor();
      for (const width of [1600, 1100, 700]) {
        await workbench.page.setViewportSize({ width, height: 900 });
        await frame.getByRole('button', { name: 'Generate migration' }).scrollIntoViewIfNeeded();
        assert.equal(
          await frame
            .locator('body')
            .evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
          false,
          `the review is wider than its tab at ${width} px`,
        );
        await workbench.screenshot(`drift-review-${theme}-${width}`);
      }
      await workbench.page.setViewportSize({ width: 1600, height: 900 });
      assert.deepEqual(await seriousFaults(frame), []);
    });
  }

  it('draws only what is seen of a long list', async () => {
    await review('crowd', 'twin');
    await frame.getByRole('tree').focus();
    await workbench.page.keyboard.press('End');
    await frame.getByRole('treeitem', { name: /touch/ }).waitFor();
    assert.ok((await frame.getByRole('treeitem').count()) < 100);
    await frame.getByRole('textbox', { name: /Filter/ }).fill('d2999');
    await frame.getByRole('treeitem', { name: 'domain d2999 missing' }).waitFor();
  });

  it('offers a rename, and plans as a person says', async () => {
    await review('after', 'before');
    const renames = frame.getByRole('list', { name: 'Renames' });
    await renames.getByText('Renamed? table:public.users → table:public.people').waitFor();
    await frame.getByRole('treeitem', { name: /table users .*extra/ }).waitFor();
    await workbench.screenshot('drift-review-rename-offered');
    await workbench.openContainer('Schema Drift');
    const sideBar = workbench.page.locator('.part.sidebar');
    await sideBar.getByRole('treeitem', { name: /table:public.users → table:public.people/ }).waitFor();

    await renames.getByRole('button', { name: 'Accept' }).click();
    await renames.getByText('Renamed table:public.users → table:public.people').waitFor();
    await frame.getByRole('treeitem', { name: /table people .*changed/ }).waitFor();
    const plan = frame.getByRole('region', { name: 'Migration' });
    await plan.getByText(/deletes data/).waitFor({ state: 'detached' });
    await plan.getByText(/breaks clients/).waitFor();
    assert.deepEqual(await seriousFaults(frame), []);
    await workbench.screenshot('drift-review-renamed');

    await renames.getByRole('button', { name: 'Take back' }).click();
    await renames.getByRole('button', { name: 'Keep as is' }).click();
    await renames.waitFor({ state: 'detached' });
    await frame.getByRole('treeitem', { name: /table people .*missing/ }).waitFor();
    await plan.getByText(/deletes data/).waitFor();
  });

  it('says that there is no drift in words that name both sides', async () => {
    await review('production', 'twin');
    await frame.getByRole('heading', { name: 'No drift' }).waitFor();
    await frame.getByText('twin has the same schema as production').waitFor();
    assert.deepEqual(await seriousFaults(frame), []);
    await workbench.screenshot('drift-review-no-drift');
  });

  it('shows a failure as a failure, with what to do, and recovers', async () => {
    const doomed = databases.get('doomed');
    assert.ok(doomed);
    await review('production', 'doomed');
    await frame.getByRole('tree').waitFor();
    await doomed.drop();
    databases.delete('doomed');
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await frame.getByRole('heading', { name: /could not be compared/ }).waitFor();
    await frame.getByRole('main').getByRole('alert').waitFor();
    assert.equal(await frame.getByText('No drift').count(), 0);
    assert.deepEqual(await seriousFaults(frame), []);
    await workbench.screenshot('drift-review-failed');
    await review('production', 'twin');
    await frame.getByRole('heading', { name: 'No drift' }).waitFor();
  });

  it('writes a migration of what is ticked', async () => {
    await review('production', 'development');
    await frame
      .getByRole('treeitem', { name: /table leftover/ })
      .locator('[data-checkbox]')
      .click();
    await frame.getByRole('status').getByText('5 of 6 selected').waitFor();
    await frame.getByRole('button', { name: 'Generate migration' }).click();
    await workbench.answer('catch_up');
    await workbench.page.getByRole('tab', { name: /catch_up\.sql/ }).waitFor();
    const folder = path.join(workbench.folder, 'supabase', 'migrations');
    const [migration = ''] = readdirSync(folder).filter((name) => name.endsWith('_catch_up.sql'));
    const sql = readFileSync(path.join(folder, migration), 'utf8');
    assert.match(sql, /CREATE VIEW public\.labels/);
    assert.doesNotMatch(sql, /leftover/);
  });

  it('proves what is ticked on a scratch copy, and says so until the choice changes', async () => {
    await review('production', 'development');
    await frame.getByRole('button', { name: 'Prove' }).click();
    const plan = frame.getByRole('region', { name: 'Migration' });
    await plan.getByText('Proved', { exact: true }).click();
    await plan.getByText('the plan ran on a copy of the target').waitFor();
    for (const theme of ['light', 'high-contrast-dark', 'dark'] as const) {
      await workbench.setTheme(theme);
      assert.deepEqual(await seriousFaults(frame), []);
      await workbench.screenshot(`drift-review-proved-${theme}`);
    }
    await frame
      .getByRole('treeitem', { name: /table leftover/ })
      .locator('[data-checkbox]')
      .click();
    await plan.getByText('Proved', { exact: true }).waitFor({ state: 'detached' });
  });

  it('swaps source and target', async () => {
    await review('production', 'development');
    await frame.getByRole('button', { name: 'Swap' }).click();
    await workbench.editorTab('Drift: development → production').waitFor();
    await frame.getByRole('treeitem', { name: /table leftover .*missing/ }).waitFor();
  });

  it('breaks no rule of its content security policy', () => {
    assert.deepEqual(refused, []);
  });
});

/** What axe finds serious or worse outside of Monaco, which has faults of its own. */
async function seriousFaults(frame: FrameLocator): Promise<string[]> {
  // The policy forbids a script tag, so axe comes as an expression.
  await frame.locator('body').evaluate(`${axe.source}; undefined`);
  const found: unknown = await frame
    .locator('body')
    .evaluate(
      `axe.run({ exclude: [['.monaco-editor']] }, { resultTypes: ['violations'] }).then((result) => result.violations)`,
    );
  return Violations.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} (${nodes.length}): ${JSON.stringify(nodes[0])}`);
}

/**
 * Ends once VS Code has written a text into the browser's storage, from where a reload takes it. In a browser it does so
 * every few seconds, not when the page closes.
 */
async function saved(page: Page, text: string): Promise<void> {
  await page.evaluate(`(async () => {
    const result = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (;;) {
      for (const { name } of await indexedDB.databases()) {
        const database = await result(indexedDB.open(name));
        const hasItems = database.objectStoreNames.contains('ItemTable');
        const items = hasItems ? await result(database.transaction('ItemTable').objectStore('ItemTable').getAll()) : [];
        database.close();
        if (items.some((item) => String(item).replaceAll('\\\\', '').includes(${JSON.stringify(text)}))) return;
      }
      await new Promise(requestAnimationFrame);
    }
  })()`);
}
