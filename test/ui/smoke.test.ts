import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Workbench } from './support/workbench';

describe('the packaged extension in a real workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ name: 'smoke', files: { 'notes.sql': 'select 1;\n' } });
  });

  after(async () => {
    await workbench.close();
  });

  it('shows its container and survives a reload', async () => {
    const sideBar = await workbench.openContainer('Schema Drift');
    await sideBar.getByRole('button', { name: /Environments/ }).waitFor();
    await workbench.reload();
    await workbench.openContainer('Schema Drift');
    await sideBar.getByRole('button', { name: /Environments/ }).waitFor();
  });

  it('opens a file of the workspace, in every kind of color theme', async () => {
    await workbench.runCommand('Go to File...');
    await workbench.choose('notes.sql');
    await workbench.editorTab('notes.sql').waitFor();
    for (const theme of ['light', 'high-contrast-dark', 'high-contrast-light', 'dark'] as const) {
      await workbench.setTheme(theme);
      const picture = await workbench.screenshot(`smoke-${theme}`);
      assert.ok(readFileSync(picture).length > 10_000, `${path.basename(picture)} is empty`);
    }
  });
});
