import path from 'node:path';
import { type Disposable, l10n, languages, ProgressLocation, type TextDocument, Uri, window, workspace } from 'vscode';
import type { LintFinding } from '../../migrations/lint/finding';
import { isCancelled } from '../error-text';
import type { Log } from '../log';
import type { FolderMigrations, MigrationStore } from '../migration-store';
import type { SchemaWork } from '../schema-work';
import { sessionOptions } from '../session-options';
import type { Trust } from '../trust';
import { MigrationProblem } from './migration-problem';

/** Saving several files is one reason to look. */
const QUIET_MS = 400;

/** What is known of the files of one folder, and what is under way there. */
interface Watched {
  /** By the address of the file. */
  problems: ReadonlyMap<string, readonly MigrationProblem[]>;
  waiting?: NodeJS.Timeout;
  running?: AbortController;
}

/**
 * Lists what is to be said about migration files in the Problems view. A folder is looked at when one of its files is
 * opened or saved, and from then on whenever files, or what is known of databases, change.
 */
export class MigrationLint implements Disposable {
  readonly #store: MigrationStore;
  readonly #work: SchemaWork;
  readonly #trust: Trust;
  readonly #log: Log;
  readonly #explanation: Uri;
  readonly #shown = languages.createDiagnosticCollection('schema-drift-lint');
  /** By the folder of the workspace. */
  readonly #watched = new Map<string, Watched>();
  readonly #listeners: readonly Disposable[];

  /** @param explanation the document that says what the rules mean */
  constructor(store: MigrationStore, work: SchemaWork, trust: Trust, log: Log, explanation: Uri) {
    this.#store = store;
    this.#work = work;
    this.#trust = trust;
    this.#log = log;
    this.#explanation = explanation;
    this.#listeners = [
      // A document that was closed a moment ago is not opened again.
      window.onDidChangeActiveTextEditor((editor) => {
        const migrations = editor === undefined ? undefined : this.#folderOf(editor.document);
        if (migrations !== undefined && !this.#watched.has(keyOf(migrations))) this.#look(migrations);
      }),
      workspace.onDidSaveTextDocument((document) => {
        const migrations = this.#folderOf(document);
        if (migrations !== undefined) this.#look(migrations);
      }),
      store.onDidChange(() => {
        this.#follow();
      }),
    ];
  }

  /** What was found in a file. */
  problemsIn(file: Uri): readonly MigrationProblem[] {
    return [...this.#watched.values()].flatMap(({ problems }) => problems.get(file.toString()) ?? []);
  }

  /**
   * Looks at a folder now, instead of what is under way there. With a signal until that is aborted: where files change
   * meanwhile, it looks once more. Throws UntrustedWorkspaceError, EnvironmentError and MigrationError.
   */
  async run(migrations: FolderMigrations, signal?: AbortSignal): Promise<readonly LintFinding[]> {
    this.#trust.require();
    const { folder, status } = migrations;
    const watched = this.#watch(migrations);
    clearTimeout(watched.waiting);
    watched.running?.abort();
    const running = new AbortController();
    watched.running = running;
    const options = {
      ...sessionOptions({ folder, label: folder.name }, this.#log),
      signal: AbortSignal.any(signal === undefined ? [running.signal] : [signal, running.signal]),
    };
    try {
      const findings = await this.#work.lint(status, options);
      if (!running.signal.aborted) this.#show(watched, findings, status);
      return findings;
    } catch (error) {
      const now = this.#folderBy(keyOf(migrations));
      if (now === undefined || signal === undefined || signal.aborted || !running.signal.aborted) throw error;
      return this.run(now, signal);
    }
  }

  dispose(): void {
    for (const each of [...this.#listeners, this.#shown]) each.dispose();
    for (const { waiting, running } of this.#watched.values()) {
      clearTimeout(waiting);
      running?.abort();
    }
  }

  #folderOf({ uri }: TextDocument): FolderMigrations | undefined {
    if (uri.scheme !== 'file' || !uri.path.endsWith('.sql')) return undefined;
    return this.#store.folders.find(({ status }) => uri.fsPath.startsWith(status.folder + path.sep));
  }

  #folderBy(key: string): FolderMigrations | undefined {
    return this.#store.folders.find((each) => keyOf(each) === key);
  }

  /** Looks at a folder once nothing more happens, if the person wants that. */
  #look(migrations: FolderMigrations): void {
    if (!this.#trust.granted || !isWanted(migrations)) return;
    const watched = this.#watch(migrations);
    clearTimeout(watched.waiting);
    watched.waiting = setTimeout(() => void this.#runQuietly(keyOf(migrations)), QUIET_MS);
  }

  async #runQuietly(key: string): Promise<void> {
    const migrations = this.#folderBy(key);
    if (migrations === undefined) return;
    const progress = { location: ProgressLocation.Window, title: l10n.t('Looking at the migrations') };
    try {
      await window.withProgress(progress, () => this.run(migrations));
    } catch (error) {
      // Nobody asked: what is wrong is said where they ask.
      if (!isCancelled(error)) this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  #follow(): void {
    const { folders } = this.#store;
    for (const migrations of folders) if (this.#watched.has(keyOf(migrations))) this.#look(migrations);
    const known = new Set(folders.map(keyOf));
    for (const [key, watched] of this.#watched) {
      if (known.has(key)) continue;
      clearTimeout(watched.waiting);
      watched.running?.abort();
      this.#clear(watched);
      this.#watched.delete(key);
    }
  }

  #watch(migrations: FolderMigrations): Watched {
    const watched = this.#watched.get(keyOf(migrations)) ?? { problems: new Map() };
    this.#watched.set(keyOf(migrations), watched);
    return watched;
  }

  #show(watched: Watched, findings: readonly LintFinding[], status: FolderMigrations['status']): void {
    this.#clear(watched);
    const problems = new Map<string, readonly MigrationProblem[]>();
    for (const finding of findings) {
      const file = Uri.file(finding.path);
      const known = problems.get(file.toString()) ?? [];
      problems.set(file.toString(), [...known, new MigrationProblem(finding, status, this.#explanation)]);
    }
    for (const [file, list] of problems) this.#shown.set(Uri.parse(file), list);
    watched.problems = problems;
  }

  #clear(watched: Watched): void {
    for (const file of watched.problems.keys()) this.#shown.delete(Uri.parse(file));
    watched.problems = new Map();
  }
}

function keyOf({ folder }: FolderMigrations): string {
  return folder.uri.toString();
}

function isWanted({ folder }: FolderMigrations): boolean {
  return workspace.getConfiguration('schemaDrift', folder).get<boolean>('migration.lint', true);
}
