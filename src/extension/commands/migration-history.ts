import { l10n, Uri, window } from 'vscode';
import type { Repair, SuggestedRepair } from '../../migrations/repair';
import type { MigrationStatus } from '../../migrations/status';
import type { Activity } from '../activity';
import type { EnvironmentStore } from '../environment-store';
import type { MigrationStore } from '../migration-store';
import { migrationsFolder } from '../migrations-folder';
import { Dismissed } from '../multi-step';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickDatabase } from './pick-database';

/** Writes scripts that begin or correct the migration history of a database, and opens them. It runs none. */
export class MigrationHistoryCommand {
  readonly #environments: EnvironmentStore;
  readonly #store: MigrationStore;
  readonly #activity: Activity;

  constructor(environments: EnvironmentStore, store: MigrationStore, activity: Activity) {
    this.#environments = environments;
    this.#store = store;
    this.#activity = activity;
  }

  /** Out: the script. Throws MigrationError, EnvironmentError and Dismissed. */
  async track(label?: unknown): Promise<Uri> {
    const database = await pickDatabase(this.#store, label, l10n.t('Set Up Migration Tracking of'));
    const status = await this.#statusOf(database);
    const { trackingScript } = await import('../../migrations/track');
    const { text } = await trackingScript(status, database.label);
    return this.#write(database, `track ${database.label}`, text);
  }

  /**
   * @param label of the database; the person picks one when it is absent
   * @param version of the migration whose record is wrong; all that are found wrong when it is absent
   * @returns the script; undefined when there is nothing to repair. Throws as `track` does
   */
  async repair({
    label,
    version,
  }: {
    label: string | undefined;
    version: string | undefined;
  }): Promise<Uri | undefined> {
    const database = await pickDatabase(this.#store, label, l10n.t('Repair the Migration History of'));
    const status = await this.#statusOf(database);
    const { repairScript, suggestRepair } = await import('../../migrations/repair');
    const suggested = suggestRepair(status, database.label, this.#store.createdIn(database.folder));
    const corrections = version === undefined ? suggested : await correct(version, status, suggested);
    if (corrections.applied.length + corrections.reverted.length === 0) {
      void window.showInformationMessage(nothingToRepair(database.label, suggested.unclear));
      return undefined;
    }
    return this.#write(database, `repair ${database.label}`, await repairScript(status, database.label, corrections));
  }

  #statusOf(database: WorkspaceEnvironment): Promise<MigrationStatus> {
    return this.#activity.run(ViewId.Migrations, (signal) => this.#store.statusOf(database, { signal, mayAsk: true }));
  }

  async #write(database: WorkspaceEnvironment, name: string, text: string): Promise<Uri> {
    const { writeHistoryScript } = await import('../../migrations/write');
    const folder = await migrationsFolder(this.#environments, database);
    const file = Uri.file(await writeHistoryScript(folder, name, text, new Date()));
    await window.showTextDocument(file, { preview: false });
    void window.showInformationMessage(
      l10n.t('Nothing was run. Read the script, then run it on {0} with “schema-drift apply”.', database.label),
    );
    return file;
  }
}

/** What is to be done about one record: as it is suggested, else as the person says. Throws Dismissed. */
async function correct(
  version: string,
  { migrations }: MigrationStatus,
  { reverted, unclear }: SuggestedRepair,
): Promise<Repair> {
  const rows = migrations.filter((row) => row.version === version);
  const record: Repair = { applied: [version], reverted: [] };
  const takeOut: Repair = { applied: [], reverted: [version] };
  if (reverted.includes(version) || rows.every(({ path }) => path === null)) return takeOut;
  if (!rows.some(({ name }) => unclear.includes(name))) return record;
  const picked = await window.showQuickPick(
    [
      { label: l10n.t('It is applied'), detail: l10n.t('Record it as its file is now.'), repair: record },
      { label: l10n.t('It is not applied'), detail: l10n.t('Take it out of the history.'), repair: takeOut },
    ],
    { title: l10n.t('Some objects of {0} are there and some are not', rows.map(({ name }) => name).join(', ')) },
  );
  if (picked === undefined) throw new Dismissed();
  return picked.repair;
}

function nothingToRepair(label: string, unclear: readonly string[]): string {
  return unclear.length === 0
    ? l10n.t('Nothing to repair was found in {0}.', label)
    : l10n.t(
        'Of these, some objects are in {0} and some are not: {1}. Repair each by itself in the Migrations view.',
        label,
        unclear.join(', '),
      );
}
