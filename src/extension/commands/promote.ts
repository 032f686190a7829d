import { l10n, window } from 'vscode';
import type { PreparedFile } from '../../migrations/prepared-file';
import type { Activity } from '../activity';
import type { DatabaseAccess } from '../database-access';
import { HelpfulError } from '../helpful-error';
import type { Log } from '../log';
import type { MigrationStore } from '../migration-store';
import { Dismissed } from '../multi-step';
import { sessionOptions } from '../session-options';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickDatabase } from './pick-database';

/** Applies the pending migrations to a database, after the person has seen which they are. */
export class PromoteCommand {
  readonly #store: MigrationStore;
  readonly #access: DatabaseAccess;
  readonly #activity: Activity;
  readonly #log: Log;

  constructor(store: MigrationStore, access: DatabaseAccess, activity: Activity, log: Log) {
    this.#store = store;
    this.#access = access;
    this.#activity = activity;
    this.#log = log;
  }

  /**
   * @param label of the database; the person picks one when it is absent
   * @returns the names of the files that were applied. Throws MigrationError, EnvironmentError and Dismissed
   */
  async run(label?: unknown): Promise<readonly string[]> {
    const database = await pickDatabase(this.#store, label, l10n.t('Promote to'));
    const planned = await this.#activity.run(ViewId.Migrations, (signal) => this.#pending(database, signal));
    if (planned.length === 0) {
      void window.showInformationMessage(l10n.t('Nothing is pending for {0}.', database.label));
      return [];
    }
    await confirm(database, planned);
    const applied: string[] = [];
    try {
      await this.#activity.run(ViewId.Migrations, (signal) => this.#apply(database, planned, applied, signal));
    } finally {
      await this.#activity.run(ViewId.Migrations, (signal) => this.#store.ask({ signal, mayAsk: false }));
    }
    void window.showInformationMessage(l10n.t('Applied to {0}: {1}.', database.label, applied.join(', ')));
    return applied;
  }

  async #pending(database: WorkspaceEnvironment, signal: AbortSignal): Promise<readonly PreparedFile[]> {
    const { filesToPromote } = await import('../../migrations/promote');
    return filesToPromote(await this.#store.statusOf(database, { signal, mayAsk: true }), database.label, false);
  }

  async #apply(
    database: WorkspaceEnvironment,
    planned: readonly PreparedFile[],
    applied: string[],
    signal: AbortSignal,
  ): Promise<void> {
    const [{ connect }, { promote }] = await Promise.all([
      import('../../environments/connection'),
      import('../../migrations/promote'),
    ]);
    const { workspace, env, onMessage } = sessionOptions(database, this.#log);
    const open = () =>
      this.#access.use(database, true, (password) =>
        connect(database.environment, { workspace, env, onMessage, readOnly: false, signal, password }),
      );
    const plan = async (): Promise<readonly PreparedFile[]> => {
      const now = await this.#pending(database, signal);
      if (contentsOf(now) !== contentsOf(planned))
        throw new HelpfulError(l10n.t('What is pending has changed meanwhile. Nothing was run. Promote again.'));
      return now;
    };
    for await (const { name } of promote(open, plan)) {
      this.#log.info(`Applied ${name} to ${database.label}.`);
      applied.push(name);
    }
  }
}

/** Shows what will be applied. A protected environment wants its name typed. Throws Dismissed. */
async function confirm({ label, environment }: WorkspaceEnvironment, files: readonly PreparedFile[]): Promise<void> {
  const apply = l10n.t('Apply');
  const answer = await window.showWarningMessage(
    files.length === 1
      ? l10n.t('Apply 1 migration to {0}?', label)
      : l10n.t('Apply {0} migrations to {1}?', files.length, label),
    { modal: true, detail: files.map(describe).join('\n') },
    apply,
  );
  if (answer !== apply) throw new Dismissed();
  if (!environment.protected) return;
  const { name } = environment;
  const typed = await window.showInputBox({
    title: l10n.t('{0} is protected', label),
    prompt: l10n.t('Type {0} to change it.', name),
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : l10n.t('This is not the name.')),
  });
  if (typed !== name) throw new Dismissed();
}

function contentsOf(files: readonly PreparedFile[]): string {
  return JSON.stringify(files.map(({ recordable }) => recordable));
}

function describe({ name, application: { notInOneTransaction } }: PreparedFile): string {
  return notInOneTransaction === null ? name : l10n.t('{0} (not in one transaction)', name);
}
