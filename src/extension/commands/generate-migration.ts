import { l10n, type QuickPickItem, Uri, window } from 'vscode';
import { hazardText } from '../../engine/hazards';
import type { ObjectId } from '../../engine/model';
import type { Allowance } from '../../engine/withhold';
import type { PlanSummary } from '../schema-thread/contract';
import type { DriftView, SchemaView } from '../schema-view';
import type { SchemaWork } from '../schema-work';
import type { ComparisonSession, Pair } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import type { Log } from '../log';
import { migrationsFolder } from '../migrations-folder';
import { Dismissed } from '../multi-step';
import { HelpfulError } from '../helpful-error';
import { alignmentName, askName } from './ask-name';

/** How many objects a message names before it only counts. */
const NAMED = 10;

/** Writes what is chosen of the drift as a migration, and opens it. */
export class GenerateMigrationCommand {
  readonly #environments: EnvironmentStore;
  readonly #session: ComparisonSession;
  readonly #work: SchemaWork;
  readonly #version: string;
  readonly #log: Log;

  constructor(environments: EnvironmentStore, session: ComparisonSession, work: SchemaWork, version: string, log: Log) {
    this.#environments = environments;
    this.#session = session;
    this.#work = work;
    this.#version = version;
    this.#log = log;
  }

  /**
   * @param name the migration's name; the person types it when it is absent
   * @returns the files that were written. Throws PlanRefused, MigrationError and Dismissed; then nothing was written
   */
  async run(name?: unknown): Promise<readonly Uri[]> {
    const { drift, pair } = requireDrift(this.#session);
    if (this.#session.chosen.size === 0) {
      throw new HelpfulError(l10n.t('Nothing is chosen. Tick what should go into the migration in the Drift view.'));
    }
    const plan = await this.#session.plan();
    const allow = await allowedLosses(plan, pair);
    const title = typeof name === 'string' ? name : await askName(l10n.t('Generate Migration'), alignmentName(pair));

    const { folderForMigration, writeMigration } = await import('../../migrations/write');
    const now = new Date();
    const { texts, leftOut } = await this.#work.migration(drift.key, {
      ...this.#session.planRequest,
      script: { source: pair.source.label, target: pair.target.label, date: now, version: this.#version },
      targetKind: pair.target.environment.kind,
      allow,
    });
    const migrations = await migrationsFolder(this.#environments, pair.target);
    const folder = folderForMigration(migrations, pair.source.environment, pair.source.folder.uri.fsPath);
    const files = (await writeMigration(folder, title, texts, now)).map((path) => Uri.file(path));
    this.#log.info(`Wrote ${files.map(({ fsPath }) => fsPath).join(', ')}.`);
    for (const file of files) await window.showTextDocument(file, { preview: false });
    sayWhatWasBrought(plan);
    sayWhatIsLeftOut(leftOut);
    return files;
  }
}

/** The current drift. Throws an error that says what to do when there is none. */
export function requireDrift(session: ComparisonSession): { drift: DriftView; pair: Pair } {
  const { drift, pair } = session.requireCompared();
  if (drift.differences.length > 0) return { drift, pair };
  throw new HelpfulError(
    isIncomplete(drift.source) || isIncomplete(drift.target)
      ? l10n.t('No difference was found, but the comparison is incomplete: a part could not be read.')
      : l10n.t('There is no drift: {0} has the schema of {1}.', pair.target.label, pair.source.label),
  );
}

function isIncomplete({ notRead }: SchemaView): boolean {
  return notRead.length > 0;
}

/**
 * Asks which data the migration may delete: what is not ticked stands in it as a comment. Throws Dismissed.
 * Nothing is ticked at first, so that nobody deletes anything by pressing Enter.
 */
async function allowedLosses({ hazards }: PlanSummary, { target }: Pair): Promise<Allowance> {
  const losses = hazards.filter(({ code }) => code === 'DELETES_DATA');
  if (losses.length === 0) return [];
  const items = losses.map((hazard): QuickPickItem & { readonly allowance: string } => ({
    label: hazard.object,
    description: hazardText(hazard),
    allowance: `${hazard.code}:${hazard.object}`,
  }));
  const allowed = await window.showQuickPick(items, {
    title: l10n.t('When it is applied, this migration deletes data in {0}.', target.label),
    placeHolder: l10n.t('Tick what it may delete. The rest stands in the file as a comment.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (allowed === undefined) throw new Dismissed();
  return allowed.map(({ allowance }) => allowance);
}

function sayWhatIsLeftOut(differences: readonly ObjectId[]): void {
  if (differences.length === 0) return;
  const named = differences.slice(0, NAMED);
  const more = differences.length - named.length;
  const list = [...named, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join(', ');
  void window.showWarningMessage(
    l10n.t('Left out because it deletes data: {0}. It stands in the file as a comment.', list),
  );
}

function sayWhatWasBrought({ brought }: PlanSummary): void {
  if (brought.length === 0) return;
  const items = brought.map(({ object, reason }) => `${object} (${reason})`);
  void window.showInformationMessage(
    l10n.t('The choice needs more than was ticked, so the migration also has: {0}.', items.join(', ')),
  );
}
