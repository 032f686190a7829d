import { l10n, type QuickPickItem, type Uri, window } from 'vscode';
import type { ObjectId } from '../../engine/model';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import { HelpfulError } from '../helpful-error';
import { Dismissed } from '../multi-step';
import type { DriftView } from '../schema-view';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickEnvironment } from './environment-picker';
import type { GenerateMigrationCommand } from './generate-migration';

/** Writes a migration for what an environment has and no migration file makes, and compares again. */
export class CaptureCommand {
  readonly #environments: EnvironmentStore;
  readonly #session: ComparisonSession;
  readonly #migration: GenerateMigrationCommand;

  constructor(environments: EnvironmentStore, session: ComparisonSession, migration: GenerateMigrationCommand) {
    this.#environments = environments;
    this.#session = session;
    this.#migration = migration;
  }

  /**
   * @param label the environment; the person picks it when it is absent
   * @param ids what is captured; the person ticks it when it is absent
   * @returns the files that were written. Throws as comparing and generating a migration do, and Dismissed
   */
  async run(label?: unknown, ids?: unknown): Promise<readonly Uri[]> {
    const source =
      typeof label === 'string' ? this.#environments.find(label) : await pickEnvironment(this.#environments, TITLE);
    if (source === undefined) throw new HelpfulError(l10n.t('There is no environment named {0}.', String(label)));
    const files = this.#migrationsOf(source);
    const missing = (await this.#compare(source, files)).differences.filter(({ status }) => status === 'missing');
    if (missing.length === 0) {
      void window.showInformationMessage(l10n.t('The migrations make all that {0} has.', source.label));
      return [];
    }
    const all = missing.map(({ id }) => id);
    const chosen = Array.isArray(ids) ? all.filter((id) => ids.includes(id)) : await tick(all);
    this.#session.choose(new Set(chosen));
    const written = await this.#migration.run(`capture from ${source.label}`);
    const left = new Set((await this.#compare(source, files)).differences.map(({ id }) => id));
    const remaining = chosen.filter((id) => left.has(id));
    void (remaining.length === 0
      ? window.showInformationMessage(l10n.t('Replayed again: no drift to {0} for what was captured.', source.label))
      : window.showWarningMessage(
          l10n.t('Replayed again, these still differ from {0}: {1}', source.label, remaining.join(', ')),
        ));
    return written;
  }

  #migrationsOf({ folder }: WorkspaceEnvironment): WorkspaceEnvironment {
    const found = this.#environments.environments.find(
      (each) => each.environment.kind === 'migrations' && each.folder.uri.toString() === folder.uri.toString(),
    );
    if (found !== undefined) return found;
    throw new HelpfulError(
      l10n.t('The migrations folder is no environment yet. Run “Schema Drift: Add Environment” for it first.'),
    );
  }

  /** What a file makes that was not replayed would be taken for missing. */
  async #compare(source: WorkspaceEnvironment, files: WorkspaceEnvironment): Promise<DriftView> {
    await this.#session.compare(source.label, files.label);
    const { drift, error } = this.#session;
    if (drift === undefined) throw error instanceof Error ? error : new Dismissed();
    const [first] = drift.target.notRead;
    if (first === undefined) return drift;
    throw new HelpfulError(l10n.t('The migrations folder could not be replayed as a whole: {0}.', first.reason));
  }
}

const TITLE = l10n.t('Capture Missing Migrations from');

async function tick(ids: readonly ObjectId[]): Promise<readonly ObjectId[]> {
  const items = ids.map((id): QuickPickItem & { id: ObjectId } => ({
    id,
    label: id.slice(id.indexOf(':') + 1),
    description: id.slice(0, id.indexOf(':')),
    picked: true,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Capture Missing Migrations'),
    placeHolder: l10n.t('What no migration file makes; what it needs comes along'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (picked === undefined || picked.length === 0) throw new Dismissed();
  return picked.map(({ id }) => id);
}
