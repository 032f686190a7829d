import { type Disposable, EventEmitter, l10n, RelativePattern, workspace, type WorkspaceFolder } from 'vscode';
import path from 'node:path';
import type { ObjectId } from '../engine/model';
import { type CreatedObjects, type FileObjects, noFileObjects } from '../migrations/file-objects';
import type { MigrationStatus } from '../migrations/status';
import type { AskedEnvironment } from '../migrations/to-status';
import type { CatalogStore } from './catalog-store';
import type { DatabaseAccess } from './database-access';
import type { Disposing } from './disposing';
import type { EnvironmentStore } from './environment-store';
import { explain } from './error-text';
import { HelpfulError } from './helpful-error';
import type { Log } from './log';
import { folderEnvironment, migrationsFolder } from './migrations-folder';
import type { SchemaWork } from './schema-work';
import { sessionOptions } from './session-options';
import type { Trust } from './trust';
import type { WorkspaceEnvironment } from './workspace-environment';

/** The migrations of one folder of the workspace. */
export interface FolderMigrations {
  readonly folder: WorkspaceFolder;
  /** Its environments are those that were asked. */
  readonly status: MigrationStatus;
}

/** How environments are asked. */
export interface AskOptions {
  readonly signal: AbortSignal;
  /** Whether the person may be asked for a password. */
  readonly mayAsk: boolean;
}

/** Knows the migration files of every folder, and what the databases remember of them. */
export class MigrationStore implements Disposable {
  readonly #environments: EnvironmentStore;
  readonly #access: DatabaseAccess;
  readonly #catalogs: CatalogStore;
  readonly #work: SchemaWork;
  readonly #trust: Trust;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposing[];
  readonly #asked = new Map<string, AskedEnvironment>();
  /** By the folder of the workspace: as its files were when it was last replayed. */
  readonly #objects = new Map<string, FileObjects>();
  readonly #reread = (): void => void this.list();
  #watchers: readonly Disposable[] = [];
  #folders: readonly FolderMigrations[] = [];
  #listing: Promise<void> = Promise.resolve();

  /** Fires when files or answers are other ones. */
  readonly onDidChange = this.#changed.event;

  constructor(
    environments: EnvironmentStore,
    access: DatabaseAccess,
    catalogs: CatalogStore,
    work: SchemaWork,
    trust: Trust,
    log: Log,
  ) {
    this.#environments = environments;
    this.#access = access;
    this.#catalogs = catalogs;
    this.#work = work;
    this.#trust = trust;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      environments.onDidChange(() => void this.#restart()),
      // In a folder that was deleted and made again, VS Code's watcher can miss what VS Code itself does.
      workspace.onDidCreateFiles(this.#reread),
      workspace.onDidDeleteFiles(this.#reread),
      workspace.onDidRenameFiles(this.#reread),
    ];
  }

  /** Those that have a migrations folder. */
  get folders(): readonly FolderMigrations[] {
    return this.#folders;
  }

  /** The same where there must be one. Throws HelpfulError. */
  requireFolders(): readonly FolderMigrations[] {
    if (this.#folders.length > 0) return this.#folders;
    throw new HelpfulError(
      l10n.t('There is no migrations folder yet: supabase/migrations, or what schema-drift.json names.'),
    );
  }

  /** The databases that can be asked. */
  get databases(): readonly WorkspaceEnvironment[] {
    return this.#environments.environments.filter(({ environment }) => environment.kind === 'database');
  }

  /** Reads all files again, and puts them beside what was answered before. */
  async list(): Promise<void> {
    this.#listing = this.#listing.then(() => this.#list());
    await this.#listing;
  }

  /** Replays the folders and asks all databases. What can't be done is shown as such, and logged. */
  async ask(options: AskOptions): Promise<void> {
    this.#trust.require();
    await Promise.all(this.#folders.map(({ folder }) => this.replay(folder, options.signal)));
    const answers = await Promise.all(this.databases.map((database) => this.#ask(database, options)));
    options.signal.throwIfAborted();
    this.#asked.clear();
    for (const answer of answers) this.#asked.set(answer.name, answer);
    await this.list();
  }

  /** Asks one database anew. Out: the migrations of its folder beside that one answer. Throws MigrationError. */
  async statusOf(database: WorkspaceEnvironment, options: AskOptions): Promise<MigrationStatus> {
    this.#trust.require();
    await this.replay(database.folder, options.signal);
    const answer = await this.#ask(database, options);
    options.signal.throwIfAborted();
    this.#asked.set(answer.name, answer);
    return this.#statusIn(database.folder, [answer]);
  }

  /**
   * Finds out what the files of a folder create. Where it can't be, the status says why: that keeps
   * nobody from seeing what is recorded. Throws only when it is cancelled.
   */
  async replay(folder: WorkspaceFolder, signal: AbortSignal): Promise<void> {
    const key = folder.uri.toString();
    try {
      const environment = await folderEnvironment(this.#environments, folder);
      const options = sessionOptions({ label: environment.name, folder }, this.#log);
      this.#objects.set(key, await this.#work.fileObjects(environment, { ...options, signal }));
    } catch (error) {
      if (signal.aborted) throw error;
      this.#log.error(error instanceof Error ? error : String(error));
      const { message, hint } = explain(error);
      this.#objects.set(key, noFileObjects(`${message} ${hint}`.trim()));
    }
  }

  /** What the files of a folder create, as it was last replayed. */
  createdIn(folder: WorkspaceFolder): CreatedObjects {
    return (this.#objects.get(folder.uri.toString()) ?? noFileObjects()).created;
  }

  /**
   * The migration file that made an object, or else what it belongs to.
   * @param ids the object, then its ancestors
   * @returns its path; null where no file made it, undefined where that is not known
   */
  originOf({ folder }: Pick<WorkspaceEnvironment, 'folder'>, ids: readonly ObjectId[]): string | null | undefined {
    const objects = this.#objects.get(folder.uri.toString());
    if (objects === undefined) return undefined;
    const name = ids.map((id) => objects.origins.get(id)).find((each) => each !== undefined);
    if (name === undefined) return objects.notes.length === 0 ? null : undefined;
    const { status } = this.#folders.find((each) => each.folder.uri.toString() === folder.uri.toString()) ?? {};
    return status?.migrations.find((row) => row.name === name)?.path ?? undefined;
  }

  /**
   * The statements that a database recorded when a migration was applied, as it was last asked; null where it did not
   * record them, or that is not known.
   */
  recordedIn(label: string, version: string): readonly string[] | null {
    const { answer } = this.#asked.get(label) ?? {};
    if (answer === undefined || 'error' in answer) return null;
    const entry = answer.history.entries.find((each) => each.keeper === 'supabase' && each.version === version);
    return entry?.statements ?? null;
  }

  dispose(): void {
    for (const each of [...this.#watchers, ...this.#disposables]) each.dispose();
  }

  async #restart(): Promise<void> {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = await Promise.all((workspace.workspaceFolders ?? []).map((folder) => this.#watch(folder)));
    const known = new Set(this.databases.map(({ label }) => label));
    for (const name of this.#asked.keys()) if (!known.has(name)) this.#asked.delete(name);
    await this.list();
  }

  async #watch(folder: WorkspaceFolder): Promise<Disposable> {
    const migrations = await migrationsFolder(this.#environments, { folder });
    const pattern = new RelativePattern(folder, watchedPaths(path.relative(folder.uri.fsPath, migrations)));
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidChange(this.#reread);
    watcher.onDidCreate(this.#reread);
    watcher.onDidDelete(this.#reread);
    return watcher;
  }

  async #list(): Promise<void> {
    const folders = await Promise.all(
      (workspace.workspaceFolders ?? []).map(async (folder): Promise<readonly FolderMigrations[]> => {
        const asked = this.databases
          .filter((database) => database.folder.uri.toString() === folder.uri.toString())
          .flatMap(({ label }) => this.#asked.get(label) ?? []);
        try {
          return [{ folder, status: await this.#statusIn(folder, asked) }];
        } catch (error) {
          // Most projects have no such folder, and that is no mistake.
          this.#log.debug(error instanceof Error ? error.message : String(error));
          return [];
        }
      }),
    );
    this.#folders = folders.flat();
    this.#changed.fire();
  }

  async #statusIn(folder: WorkspaceFolder, asked: readonly AskedEnvironment[]): Promise<MigrationStatus> {
    const [{ readMigrationsFolder }, { toMigrationStatus }] = await Promise.all([
      import('../migrations/folder'),
      import('../migrations/to-status'),
    ]);
    const files = await readMigrationsFolder(await migrationsFolder(this.#environments, { folder }));
    const { created, notes } = this.#objects.get(folder.uri.toString()) ?? noFileObjects();
    return toMigrationStatus(files, asked, created, notes);
  }

  async #ask(database: WorkspaceEnvironment, { signal, mayAsk }: AskOptions): Promise<AskedEnvironment> {
    const { label } = database;
    try {
      const [{ connect }, { readHistory }] = await Promise.all([
        import('../environments/connection'),
        import('../migrations/history'),
      ]);
      const history = await this.#access.use(database, mayAsk, async (password) => {
        const connection = await connect(database.environment, {
          ...sessionOptions(database, this.#log),
          readOnly: true,
          signal,
          password,
        });
        try {
          return await readHistory(connection, label);
        } finally {
          await connection.close();
        }
      });
      return { name: label, answer: { history, objects: await this.#objectsIn(database, { signal, mayAsk }) } };
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      const { message, hint } = explain(error);
      return { name: label, answer: { error: `${message} ${hint}`.trim() } };
    }
  }

  /** Which of the objects that files create are in a database. */
  async #objectsIn(
    database: WorkspaceEnvironment,
    options: AskOptions,
  ): Promise<{ has(id: ObjectId): boolean } | null> {
    const objects = this.#objects.get(database.folder.uri.toString());
    if (objects === undefined || objects.created.size === 0) return null;
    const wanted = [...objects.created.values()].flat().map(({ id }) => id);
    const lacking = new Set(await this.#work.lacking(await this.#catalogs.read(database, options), wanted));
    return { has: (id) => !lacking.has(id) };
  }
}

/**
 * What is watched of a migrations folder and its archive, as a glob. The folders that they lie in belong to it: of
 * what goes with its folder, VS Code says that the folder went.
 */
function watchedPaths(migrations: string): string {
  const parts = migrations.split(path.sep);
  const folders = parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
  const whole = parts.join('/');
  return `{${[...folders, `${whole}/**`, `${whole}_archive`, `${whole}_archive/**`].join(',')}}`;
}
