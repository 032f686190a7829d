import { type Disposable, EventEmitter, RelativePattern, type Uri, workspace, type WorkspaceFolder } from 'vscode';
import type { Disposing } from './disposing';
import type { Configuration } from '../environments/configuration';
import type { Environment } from '../environments/environment';
import type { Log } from './log';
import type { Trust } from './trust';
import type { WorkspaceEnvironment } from './workspace-environment';

/** What one folder of the workspace says about environments. */
export interface FolderEnvironments {
  readonly folder: WorkspaceFolder;
  /** Undefined without a schema-drift.json, or with a broken one. */
  readonly configuration: Configuration | undefined;
  /** What its comparisons name without describing it. */
  readonly unnamed: readonly Environment[];
  /** What was found without a configuration file. Empty where there is one. */
  readonly discovered: readonly Environment[];
  /** Why schema-drift.json can't be used. */
  readonly error: Error | undefined;
}

/** What the Environments view says when it has nothing to list. */
export type EnvironmentsState = 'loading' | 'untrusted' | 'noFolder' | 'broken' | 'nothing' | 'discovered' | 'listed';

/** The configuration file of a folder. */
export const CONFIGURATION_FILE = 'schema-drift.json';

const WATCHED = `{${CONFIGURATION_FILE},.env,.env.*,supabase/config.toml}`;

/** Knows the environments of every folder, and reads them again when their files change. */
export class EnvironmentStore implements Disposable {
  readonly #trust: Trust;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposing[] = [this.#changed];
  #watchers: Disposable[] = [];
  #folders: readonly FolderEnvironments[] = [];
  #environments: readonly WorkspaceEnvironment[] = [];
  #loaded: Promise<void> | undefined;
  #isLoading = true;

  /** Fires when any environment, or the reason why there are none, is another one. */
  readonly onDidChange = this.#changed.event;

  constructor(trust: Trust, log: Log) {
    this.#trust = trust;
    this.#log = log;
    this.#disposables.push(
      workspace.onDidChangeWorkspaceFolders(() => void this.#restart()),
      workspace.onDidGrantWorkspaceTrust(() => void this.#restart()),
    );
    this.#watch();
  }

  get folders(): readonly FolderEnvironments[] {
    return this.#folders;
  }

  get environments(): readonly WorkspaceEnvironment[] {
    return this.#environments;
  }

  get state(): EnvironmentsState {
    if (!this.#trust.granted) return 'untrusted';
    if (!workspace.workspaceFolders?.length) return 'noFolder';
    if (this.#isLoading) return 'loading';
    if (this.#environments.length > 0) return 'listed';
    if (this.#folders.some(({ error }) => error !== undefined)) return 'broken';
    return this.#folders.some(({ discovered }) => discovered.length > 0) ? 'discovered' : 'nothing';
  }

  find(label: string): WorkspaceEnvironment | undefined {
    return this.#environments.find((each) => each.label === label);
  }

  configurationOf(folder: WorkspaceFolder): Configuration | undefined {
    return this.#folders.find((each) => each.folder.uri.toString() === folder.uri.toString())?.configuration;
  }

  /** Resolves when the files have been read at least once. */
  async ready(): Promise<void> {
    await (this.#loaded ??= this.#read());
  }

  /** Reads all files again. */
  async refresh(): Promise<void> {
    this.#loaded = this.#read();
    await this.#loaded;
  }

  dispose(): void {
    for (const each of [...this.#watchers, ...this.#disposables]) each.dispose();
  }

  async #restart(): Promise<void> {
    this.#watch();
    await this.refresh();
  }

  #watch(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = (workspace.workspaceFolders ?? []).map((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, WATCHED));
      const reread = (uri: Uri): void => {
        if (uri.path.startsWith(folder.uri.path)) void this.refresh();
      };
      watcher.onDidChange(reread);
      watcher.onDidCreate(reread);
      watcher.onDidDelete(reread);
      return watcher;
    });
  }

  async #read(): Promise<void> {
    const folders = this.#trust.granted ? (workspace.workspaceFolders ?? []) : [];
    this.#folders = await Promise.all(folders.map((folder) => readFolder(folder)));
    for (const { error } of this.#folders) if (error !== undefined) this.#log.error(error);
    this.#environments = withLabels(this.#folders);
    this.#isLoading = false;
    this.#changed.fire();
  }
}

async function readFolder(folder: WorkspaceFolder): Promise<FolderEnvironments> {
  const nothing = { folder, configuration: undefined, unnamed: [], discovered: [], error: undefined };
  if (folder.uri.scheme !== 'file') return nothing;
  try {
    const { readConfiguration } = await import('../environments/configuration');
    const configuration = await readConfiguration(folder.uri.fsPath);
    if (configuration.file !== null)
      return { ...nothing, configuration, unnamed: await unnamed(configuration, folder) };
    const { discover } = await import('../environments/discover');
    return { ...nothing, discovered: await discover(folder.uri.fsPath) };
  } catch (error) {
    return { ...nothing, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** What comparisons name without describing it: `migrations:DIR`, `snapshot:FILE`, `sql:FILE`. */
async function unnamed(configuration: Configuration, folder: WorkspaceFolder): Promise<readonly Environment[]> {
  const { parseEnvironment } = await import('../environments/configuration');
  const known = new Set(configuration.environments.map(({ name }) => name));
  const names = configuration.comparisons.flatMap(({ source, target }) => [source, target]);
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => parseEnvironment(name, configuration, folder.uri.fsPath));
}

function withLabels(folders: readonly FolderEnvironments[]): readonly WorkspaceEnvironment[] {
  const all = folders.flatMap(({ folder, configuration, unnamed }) =>
    [...(configuration?.environments ?? []), ...unnamed].map((environment) => ({ folder, environment })),
  );
  const counts = new Map<string, number>();
  for (const { environment } of all) counts.set(environment.name, (counts.get(environment.name) ?? 0) + 1);
  return all.map(({ folder, environment }) => ({
    folder,
    environment,
    label: (counts.get(environment.name) ?? 0) > 1 ? `${environment.name} (${folder.name})` : environment.name,
  }));
}
