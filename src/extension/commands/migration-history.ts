import { l10n, Uri, window } from 'vscode';
import type { MigrationStatus } from '../../migrations/status';
import type { Activity } from '../activity';
import type { EnvironmentStore } from '../environment-store';
import type { MigrationStore } from '../migration-store';
import { migrationsFolder } from '../migrations-folder';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickDatabase } from './pick-database';

/** Writes scripts that begin the migration history of a database, and opens them. It runs none. */
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
