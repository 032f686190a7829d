import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../../support/chromium';
import { repository } from '../../support/paths';
import { runFolder } from '../../support/run-folder';
import { VsCodeServer } from '../../support/vscode-server';
import { COLOR_THEMES, type ColorTheme, THEME_CLASSES } from './color-themes';
import { packagedExtension } from './packaged-extension';

/** How the workbench is to be opened. */
export interface WorkbenchOptions {
  /** Names the folder under out/test/ui where logs and the console go. */
  name: string;
  /** A folder that is copied to be the workspace. */
  workspace?: string;
  /** Files to write into the workspace: path → text. */
  files?: Readonly<Record<string, string>>;
  theme?: ColorTheme;
  settings?: Readonly<Record<string, unknown>>;
  /** What the extension finds in its environment. */
  env?: NodeJS.ProcessEnv;
  size?: { width: number; height: number };
  /** Show the folder as one that nobody has trusted yet. */
  workspaceTrust?: boolean;
  /** Another .vsix than the packaged one. */
  extension?: string;
}

/** How long an element may take to come, on a machine that has much else to do. */
const ELEMENT_MS = 60_000;

const Settings = z.record(z.string(), z.unknown());

/** The real VS Code with the packaged extension installed, in a real browser. Close it when the tests are done. */
export class Workbench {
  readonly page: Page;
  /** The open workspace folder on the disk. */
  readonly folder: string;
  readonly #browser: Browser;
  readonly #server: VsCodeServer;
  readonly #console: string[];
  readonly #log: string;
  static readonly #open = new Set<Workbench>();

  private constructor(parts: {
    page: Page;
    folder: string;
    browser: Browser;
    server: VsCodeServer;
    said: string[];
    log: string;
  }) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.#browser = parts.browser;
    this.#server = parts.server;
    this.#console = parts.said;
    this.#log = parts.log;
    Workbench.#open.add(this);
  }

  /** Keeps a picture of every open workbench among its logs, as it is when a test has failed. */
  static async keepPictures(title: string): Promise<void> {
    for (const workbench of Workbench.#open) {
      await workbench.page.screenshot({ path: path.join(workbench.#log, `${title.replace(/\W+/g, '-')}.png`) });
    }
  }

  /** Starts server and browser, opens the workspace and waits until the workbench is there. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const log = runFolder(path.join('ui', options.name));
    const folder = mkdtempSync(path.join(tmpdir(), 'schema-drift-workspace-'));
    if (options.workspace !== undefined) cpSync(options.workspace, folder, { recursive: true });
    for (const [name, text] of Object.entries(options.files ?? {})) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const server = await VsCodeServer.start({
      extensions: [options.extension ?? packagedExtension()],
      settings: { 'workbench.colorTheme': COLOR_THEMES[options.theme ?? 'dark'], ...options.settings },
      env: options.env ?? {},
      workspaceTrust: options.workspaceTrust ?? false,
      keepLogsIn: path.join(log, 'logs'),
    });
    let browser: Browser | undefined;
    try {
      browser = await launchChromium();
      const context = await browser.newContext({ viewport: options.size ?? { width: 1400, height: 900 } });
      const page = await context.newPage();
      // So that a failure names the element that did not come, and not the test that ran out of time.
      page.setDefaultTimeout(ELEMENT_MS);
      const said: string[] = [];
      page.on('console', (message) => said.push(`[${message.type()}] ${message.text()}`));
      page.on('pageerror', (error) => said.push(`[page] ${error.message}`));
      const workbench = new Workbench({ page, folder, browser, server, said, log });
      await page.goto(server.workbench(folder));
      await workbench.ready();
      return workbench;
    } catch (error) {
      await browser?.close();
      await server.stop();
      throw error;
    }
  }

  /** Waits until the workbench can be used. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor();
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** Loads the window anew, as "Developer: Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /**
   * Runs a command by its title in the command palette, such as "Schema Drift: Compare". The palette lists what was
   * enabled when it was opened: a command that is enabled a moment later is found by opening it again.
   */
  async runCommand(title: string): Promise<void> {
    const entry = this.#entry(title);
    await insist(entry, async () => {
      // An open palette does not ask again what is enabled while its text stays.
      if (await this.quickInput().isVisible()) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.quickInput().locator('input').first().fill(`>${title}`);
    });
    await entry.click();
  }

  /** The box that the palette, pickers and input boxes share. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget').filter({ visible: true });
  }

  /** Chooses an entry of the picker that is open, by the start of its label. */
  async pick(label: string, patience?: { readonly timeout: number }): Promise<void> {
    await this.#entry(label).click(patience);
  }

  #entry(label: string): Locator {
    return this.quickInput()
      .getByRole('option', { name: startsWith(label) })
      .first();
  }

  /**
   * Types into the picker that is open until the entry is there, and chooses it. With a title, waits for that step:
   * the step before takes clicks until the extension has closed it, and does nothing with them.
   */
  async choose(label: string, title?: string): Promise<void> {
    if (title !== undefined) await this.step(title);
    await this.quickInput().locator('input').first().fill(label);
    await this.pick(label);
  }

  /** Waits for the step of a dialog that has this title. */
  async step(title: string, patience?: { readonly timeout: number }): Promise<void> {
    await this.quickInput().locator('.quick-input-title', { hasText: title }).waitFor(patience);
  }

  /** Answers the input box that is open. */
  async answer(text: string): Promise<void> {
    await this.quickInput().locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a container of the side bar by its title, such as "Schema Drift". Out: the side bar. */
  async openContainer(title: string): Promise<Locator> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: startsWith(title) });
    // The side bar is there before the container is; what follows would lose the focus to it.
    const sideBar = this.page.locator('.part.sidebar').filter({ has: this.page.locator('.title', { hasText: title }) });
    // A click on the container that is open already closes the side bar; after a reload it opens late by itself.
    await insist(sideBar, async () => {
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    });
    return sideBar;
  }

  /** A row of a tree in the side bar, by the start of its accessible name. */
  treeItem(name: string): Locator {
    return this.page
      .locator('.part.sidebar')
      .getByRole('treeitem', { name: startsWith(name) })
      .first();
  }

  /** Rests the mouse on a row until its tooltip says this; a row that is drawn anew meanwhile takes its tooltip away. */
  async hoverUntil(row: Locator, text: string): Promise<void> {
    await insist(this.page.locator('.monaco-hover', { hasText: text }), async () => {
      await this.page.mouse.move(1000, 700);
      await row.hover();
    });
  }

  /** A tab of an editor, by the start of its name. */
  editorTab(name: string): Locator {
    return this.page.locator('.part.editor .tabs-container').getByRole('tab', { name: startsWith(name) });
  }

  /** The document inside the webview that is to be seen, once it is loaded. */
  async webview(): Promise<Frame> {
    const outer = this.page.locator('iframe.webview.ready').filter({ visible: true }).last();
    await outer.waitFor();
    const middle = await outer.elementHandle();
    const inner = await (await middle.contentFrame())?.waitForSelector('iframe#active-frame', { state: 'attached' });
    const frame = await inner?.contentFrame();
    if (!frame) throw new Error('The webview has no document.');
    await frame.waitForLoadState('domcontentloaded');
    return frame;
  }

  /** Changes the color theme and waits until the workbench shows it. */
  async setTheme(theme: ColorTheme): Promise<void> {
    const file = this.#server.settingsFile;
    const settings = Settings.parse(JSON.parse(readFileSync(file, 'utf8')));
    // The server's watcher of files misses one now and then.
    await insist(this.page.locator(`.monaco-workbench.${THEME_CLASSES[theme]}`), () => {
      writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': COLOR_THEMES[theme] }, null, 2));
    });
  }

  /** Gives a side bar room for long names, as a person does with the mouse. In: by how many pixels. */
  async widen(sideBar: Locator, by: number): Promise<void> {
    const box = await sideBar.boundingBox();
    if (box === null) throw new Error('The side bar is not to be seen.');
    const [x, y] = [box.x + box.width, box.y + 200];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by, y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Keeps a picture as test/ui/shots/NAME.png. Out: its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(repository, 'test', 'ui', 'shots', `${name}.png`);
    // Finished transitions only: no color half way between two themes.
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** Ends browser and server, and removes the workspace. Logs and a last picture stay in out/test/ui/NAME. */
  async close(): Promise<void> {
    Workbench.#open.delete(this);
    mkdirSync(this.#log, { recursive: true });
    // A hook that fails comes straight here.
    await this.page.screenshot({ path: path.join(this.#log, 'when-it-ended.png') });
    writeFileSync(path.join(this.#log, 'console.txt'), this.#console.join('\n'));
    await this.#browser.close();
    await this.#server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

beforeEach(function () {
  // A test waits for some elements, one after the other.
  this.currentTest?.timeout(4 * ELEMENT_MS);
});

afterEach(async function () {
  if (this.currentTest?.state === 'failed') await Workbench.keepPictures(this.currentTest.fullTitle());
});

/** Does something again until this is to be seen: what a redraw of the workbench swallowed, a person would do again. */
export async function insist(seen: Locator, act: () => Promise<void> | void): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await act();
    try {
      await seen.waitFor({ timeout: 5000 });
      return;
    } catch (error) {
      if (tries === 8) throw error;
    }
  }
}

/** A label may go on with a key binding, a badge or a description. */
function startsWith(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
}
