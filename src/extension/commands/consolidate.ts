import { l10n, type QuickPickItem, ThemeIcon, Uri, window, workspace } from 'vscode';
import type { Consolidation } from '../../migrations/consolidate/consolidate';
import { MustBeKept } from '../../migrations/consolidate/must-be-kept';
import type { NewFile } from '../../migrations/new-files';
import type { Activity } from '../activity';
import type { ConsolidationReport } from '../documents/consolidation-report';
import type { EnvironmentStore } from '../environment-store';
import type { Log } from '../log';
import type { FolderMigrations, MigrationStore } from '../migration-store';
import { folderEnvironment } from '../migrations-folder';
import { Dismissed } from '../multi-step';
import type { SchemaWork } from '../schema-work';
import { sessionOptions } from '../session-options';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { askName } from './ask-name';
import { environmentItem } from './environment-picker';

/** A database, and the script that corrects its history: null where it has none that must follow. */
interface History {
  readonly database: string;
  readonly file: NewFile | null;
}

/** Puts one migration file in the place of all, after the person has seen what that does. */
export class ConsolidateCommand {
  readonly #environments: EnvironmentStore;
  readonly #store: MigrationStore;
  readonly #work: SchemaWork;
  readonly #activity: Activity;
  readonly #report: ConsolidationReport;
  readonly #version: string;
  readonly #log: Log;

  constructor(
    environments: EnvironmentStore,
    store: MigrationStore,
    work: SchemaWork,
    activity: Activity,
    report: ConsolidationReport,
    version: string,
    log: Log,
  ) {
    this.#environments = environments;
    this.#store = store;
    this.#work = work;
    this.#activity = activity;
    this.#report = report;
    this.#version = version;
    this.#log = log;
  }

  /**
   * @param name of the master file; the person types it when it is absent
   * @param labels of the databases whose histories follow; the person ticks them when they are absent
   * @returns the files that were written. Throws MigrationError, EnvironmentError and Dismissed; then nothing was
   */
  async run(name?: unknown, labels?: unknown): Promise<readonly Uri[]> {
    const migrations = await pickFolder(this.#store.requireFolders());
    const title =
      typeof name === 'string' ? name : await askName(l10n.t('Consolidate: name of the new file'), 'master');
    const databases = await this.#chooseDatabases(migrations, labels);
    const consolidation = await this.#plan(migrations, title);
    const histories = await this.#activity.run(ViewId.Migrations, (signal) =>
      this.#historiesOf(databases, consolidation, signal),
    );
    const { consolidationMarkdown } = await import('../../reports/consolidation-markdown');
    const shown = histories.map(({ database, file }) => ({ database, script: file?.path ?? null }));
    await this.#report.show(consolidationMarkdown(consolidation, shown));
    await confirm(consolidation);

    const { carryOut } = await import('../../migrations/consolidate/archive');
    const scripts = histories.flatMap(({ file }) => file ?? []);
    const archive = await carryOut(consolidation, scripts);
    const files = [...consolidation.files, ...scripts].map((file) => Uri.file(file.path));
    this.#log.info(`Wrote ${files.map(({ fsPath }) => fsPath).join(', ')}.`);
    for (const file of files) await window.showTextDocument(file, { preview: false });
    sayWhatIsNext(consolidation, workspace.asRelativePath(archive), scripts.length > 0);
    return files;
  }

  /** Where files must stay, the person says which. */
  async #plan(migrations: FolderMigrations, name: string): Promise<Consolidation> {
    const { folder, status } = migrations;
    const environment = await folderEnvironment(this.#environments, folder);
    const options = sessionOptions({ folder, label: folder.name }, this.#log);
    const what = { environment, name, version: this.#version };
    const plan = (keep: readonly string[]): Promise<Consolidation> =>
      this.#activity.run(ViewId.Migrations, (signal) =>
        this.#work.consolidate({ ...what, keep }, { ...options, signal }),
      );
    const names = status.migrations.flatMap(({ name: each, place, version }) =>
      place === 'current' && version !== null ? [each] : [],
    );
    for (let keep: readonly string[] = []; ;) {
      try {
        return await plan(keep);
      } catch (error) {
        if (!(error instanceof MustBeKept)) throw error;
        keep = await chooseKept(error, names, keep);
      }
    }
  }

  async #chooseDatabases({ folder }: FolderMigrations, labels: unknown): Promise<readonly WorkspaceEnvironment[]> {
    const all = this.#store.databases.filter((each) => each.folder.uri.toString() === folder.uri.toString());
    if (Array.isArray(labels)) return all.filter(({ label }) => labels.includes(label));
    if (all.length === 0) return [];
    const items = all.map((database) => ({ ...environmentItem(database), picked: true }));
    const picked = await window.showQuickPick(items, {
      title: l10n.t('Consolidate: histories that follow'),
      placeHolder: l10n.t('Tick the databases whose migration history is to follow: each gets a script'),
      canPickMany: true,
      ignoreFocusOut: true,
    });
    if (picked === undefined) throw new Dismissed();
    return picked.map(({ environment }) => environment);
  }

  async #historiesOf(
    databases: readonly WorkspaceEnvironment[],
    consolidation: Consolidation,
    signal: AbortSignal,
  ): Promise<readonly History[]> {
    const { consolidatedHistory } = await import('../../migrations/consolidate/history');
    const histories: History[] = [];
    for (const database of databases) {
      const status = await this.#store.statusOf(database, { signal, mayAsk: true });
      const { label } = database;
      histories.push({ database: label, file: await consolidatedHistory(label, status, consolidation, new Date()) });
    }
    return histories;
  }
}

/** The only one, or the one that the person picks. Throws Dismissed. */
async function pickFolder(folders: readonly FolderMigrations[]): Promise<FolderMigrations> {
  const [only, ...others] = folders;
  if (only !== undefined && others.length === 0) return only;
  const items = folders.map((migrations) => ({ label: migrations.folder.name, migrations }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Consolidate: folder') });
  if (picked === undefined) throw new Dismissed();
  return picked.migrations;
}

/** Says why files must stay, and asks which do. Throws Dismissed. */
async function chooseKept(
  { reasons, files }: MustBeKept,
  names: readonly string[],
  kept: readonly string[],
): Promise<readonly string[]> {
  const choose = l10n.t('Choose What Stays…');
  const answer = await window.showWarningMessage(
    l10n.t('One file can’t take the place of all.'),
    {
      modal: true,
      detail: [
        ...reasons,
        '',
        l10n.t(
          'Such files can stay, and run after the master file. One that makes both tables and rows has to be split first.',
        ),
      ].join('\n'),
    },
    choose,
  );
  if (answer !== choose) throw new Dismissed();
  const items = names.map((label): QuickPickItem => {
    return { label, picked: kept.includes(label) || files.includes(label) };
  });
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Consolidate: files that stay'),
    placeHolder: l10n.t('Tick the files that stay, and run after the master file'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined || picked.length === 0) throw new Dismissed();
  return picked.map(({ label }) => label);
}

/** Waits over the report for as long as the person reads: a notification would hide after some seconds. Throws Dismissed. */
async function confirm({ files, replaced }: Consolidation): Promise<void> {
  const write: QuickPickItem = {
    label: l10n.t('Write'),
    description: l10n.t('{0} in the place of {1} files', files.map(({ name }) => name).join(', '), replaced.length),
    iconPath: new ThemeIcon('save-all'),
  };
  const cancel: QuickPickItem = { label: l10n.t('Cancel'), iconPath: new ThemeIcon('close') };
  const answer = await window.showQuickPick([write, cancel], {
    title: l10n.t('Consolidate: write'),
    placeHolder: l10n.t('Proved by replay, and not written yet: read the report, then choose'),
    ignoreFocusOut: true,
  });
  if (answer !== write) throw new Dismissed();
}

function sayWhatIsNext({ files }: Consolidation, archive: string, hasScripts: boolean): void {
  const names = files.map(({ name }) => name).join(', ');
  void window.showInformationMessage(
    hasScripts
      ? l10n.t(
          '{0} is written, and the old files are in {1}. Nothing was run: read the scripts for the histories, then run each with “schema-drift apply”.',
          names,
          archive,
        )
      : l10n.t('{0} is written, and the old files are in {1}.', names, archive),
  );
}
