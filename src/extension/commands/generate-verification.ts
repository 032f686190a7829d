import { l10n, Uri, window } from 'vscode';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import type { Log } from '../log';
import type { SchemaWork } from '../schema-work';
import { migrationsFolder } from '../migrations-folder';
import { alignmentName, askName } from './ask-name';
import { requireDrift } from './generate-migration';
import { HelpfulError } from '../helpful-error';

/** Writes queries that tell whether the chosen differences are gone, and opens them. */
export class GenerateVerificationCommand {
  readonly #environments: EnvironmentStore;
  readonly #session: ComparisonSession;
  readonly #work: SchemaWork;
  readonly #log: Log;

  constructor(environments: EnvironmentStore, session: ComparisonSession, work: SchemaWork, log: Log) {
    this.#environments = environments;
    this.#session = session;
    this.#work = work;
    this.#log = log;
  }

  /**
   * @param name what the file is named after; the person types it when it is absent
   * @returns the file. Throws MigrationError and Dismissed; then nothing was written
   */
  async run(name?: unknown): Promise<Uri> {
    const { drift, pair } = requireDrift(this.#session);
    if (this.#session.chosen.size === 0) {
      throw new HelpfulError(l10n.t('Nothing is chosen. Tick what should be verified in the Drift view.'));
    }
    const title =
      typeof name === 'string' ? name : await askName(l10n.t('Generate Verification Queries'), alignmentName(pair));
    const { writeVerification } = await import('../../migrations/write');
    const folder = await migrationsFolder(this.#environments, pair.target);
    const text = await this.#work.verification(drift.key, this.#session.chosen);
    const file = Uri.file(await writeVerification(folder, title, text, new Date()));
    this.#log.info(`Wrote ${file.fsPath}.`);
    await window.showTextDocument(file, { preview: false });
    return file;
  }
}
