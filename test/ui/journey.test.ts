import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { type DemoDatabase, startDemoDatabase } from '../../demo/databases';
import { productionAhead } from '../../demo/production-ahead/story';
import { Workbench } from './support/workbench';

/** The scenario of the demo, as a person goes through it: see the drift, open it, write the migration, verify. */
describe('the main journey in a real workbench', () => {
  let production: DemoDatabase;
  let development: DemoDatabase;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    production = await startDemoDatabase(productionAhead, 'production');
    development = await startDemoDatabase(productionAhead, 'development');
    workbench = await Workbench.open({
      name: 'journey',
      files: {
        '.env': `PRODUCTION_DATABASE_URL=${production.url}\nDEVELOPMENT_DATABASE_URL=${development.url}\n`,
        'schema-drift.json': JSON.stringify(
          {
            environments: {
              production: { url: { file: '.env', key: 'PRODUCTION_DATABASE_URL' }, role: 'production' },
              development: { url: { file: '.env', key: 'DEVELOPMENT_DATABASE_URL' }, role: 'development' },
            },
            comparisons: [{ name: 'before each release', source: 'production', target: 'development' }],
          },
          null,
          2,
        ),
      },
      size: { width: 1440, height: 900 },
    });
  });

  after(async () => {
    await workbench.close();
    await production.stop();
    await development.stop();
  });

  function written(folder: string): string[] {
    return readdirSync(path.join(workbench.folder, 'supabase', folder));
  }

  /** Waits for a text that stands beside the document's own: VS Code writes it by CSS, so it is no text of the page. */
  async function shownInline(text: string): Promise<void> {
    const wanted = JSON.stringify(text);
    await workbench.page.waitForFunction(`[...document.querySelectorAll('.view-lines .view-line span')].some((span) =>
      getComputedStyle(span, '::after').content.replaceAll('\u00a0', ' ').includes(${wanted}))`);
  }

  it('lists the environments, production marked', async () => {
    await workbench.widen(await workbench.openContainer('Schema Drift'), 110);
    await workbench.treeItem('production').waitFor();
    await workbench.treeItem('development').waitFor();
    await workbench.treeItem('production').locator('[class*="monaco-decoration-badge"]').waitFor();
  });

  it('compares the two, and counts 31 differences', async () => {
    await workbench.runCommand('Schema Drift: Compare Environments');
    await workbench.screenshot('compare');
    await workbench.choose('production → development');
    await workbench.treeItem('enum node_status').waitFor();
    await workbench.page.locator('.part.statusbar').getByText('production → development: 31').waitFor();
    await workbench.page.locator('.activitybar .badge-content', { hasText: '31' }).waitFor();
  });

  it('shows where the drift is in the tree of the database', async () => {
    await workbench.treeItem('development').click();
    await workbench.treeItem('Schema public').waitFor();
    await workbench.treeItem('Tables').click();
    await workbench
      .treeItem('graph_nodes')
      .locator('.monaco-decoration-count, [class*="monaco-decoration-badge"]')
      .waitFor();
    await workbench.screenshot('sidebar');
  });

  it('opens a difference in the native diff, target on the left and source on the right', async () => {
    await workbench.treeItem('enum node_status').click();
    await workbench.editorTab('node_status (development ↔ production)').waitFor();
    await workbench.page.locator('.editor.modified .view-line', { hasText: "'draft_verbal'" }).first().waitFor();
    await workbench.treeItem('column graph_nodes.status').hover();
    await workbench
      .treeItem('column graph_nodes.status')
      .getByRole('button', { name: 'Open Difference with Its Table' })
      .click();
    await workbench.editorTab('graph_nodes (development ↔ production)').waitFor();
    await workbench.page
      .locator('.editor.modified .view-line', { hasText: 'embedding_generated_at' })
      .first()
      .waitFor();
    await workbench.page.mouse.move(720, 880);
    await workbench.screenshot('native-diff');
    for (const theme of ['light', 'high-contrast-dark', 'dark'] as const) {
      await workbench.setTheme(theme);
      if (theme !== 'dark') await workbench.screenshot(`native-diff-${theme}`);
    }
  });

  it('opens all differences in one editor', async () => {
    await workbench.runCommand('Schema Drift: Open All Differences');
    await workbench.editorTab('Drift (development ↔ production)').waitFor();
    await workbench.page.locator('.multiDiffEntry').first().waitFor();
    await workbench.screenshot('all-differences');
  });

  it('shows the same in Drift Review', async () => {
    await workbench.runCommand('Schema Drift: Open Drift Review');
    const frame = await workbench.webview();
    const view = frame.getByRole('treeitem', { name: 'view graph_monitoring_dashboard' });
    await view.click();
    await frame.locator('.modified-in-monaco-diff-editor .view-line').first().waitFor();
    await workbench.screenshot('drift-review');
  });

  it('writes the migration, and opens it', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Schema Drift: Generate Migration');
    await workbench.answer('catch up with production');
    await workbench.page
      .locator('.tab .monaco-icon-label', { hasText: '_catch_up_with_production.sql' })
      .first()
      .waitFor();
    await workbench.page.locator('.view-line', { hasText: 'node_status' }).first().waitFor();
    await workbench.screenshot('migration');
    assert.equal(written('migrations').length, 1);
  });

  it('writes verification queries, and answers them under each query on both databases', async () => {
    await workbench.runCommand('Schema Drift: Generate Verification Queries');
    await workbench.answer('catch up with production');
    await workbench.page.locator('.tab .monaco-icon-label', { hasText: '_verify.sql' }).first().waitFor();
    await workbench.page.locator('.codelens-decoration', { hasText: 'Run on production' }).first().waitFor();
    await workbench.runCommand('Schema Drift: Run Verification Queries');
    await workbench.quickInput().getByRole('checkbox', { name: 'production, protected' }).waitFor();
    await workbench.quickInput().getByRole('checkbox', { name: 'development' }).first().click();
    await workbench.quickInput().getByRole('checkbox', { name: 'production, protected' }).click();
    await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
    for (const answer of ['✓ production t', '✗ development f (expected t)']) await shownInline(answer);
    await workbench.page.mouse.move(720, 880);
    await workbench.screenshot('verification');
  });

  it('has no drift left once the migration has run, and says so', async () => {
    const [file] = written('migrations');
    assert.ok(file);
    const client = new Client({ connectionString: development.url });
    await client.connect();
    await client.query(readFileSync(path.join(workbench.folder, 'supabase', 'migrations', file), 'utf8'));
    await client.end();
    await workbench.runCommand('Schema Drift: Compare Again');
    await workbench.page
      .locator('.part.sidebar')
      .getByText('No drift: the target has the schema of the source.')
      .waitFor();
    await workbench.page.locator('.part.statusbar').getByText('production → development: 0').waitFor();
    await workbench.screenshot('no-drift');
  });
});
