import { l10n, window } from 'vscode';
import type { Environment } from '../../environments/environment';
import { withEnvironment } from '../configuration-edits';
import { changeConfiguration } from '../configuration-file';
import type { EnvironmentStore, FolderEnvironments } from '../environment-store';
import { Dismissed, inSteps } from '../multi-step';
import type { Passwords } from '../passwords';
import {
  type Answers,
  askName,
  askPlace,
  askRole,
  askWhere,
  entryOf,
  entryOfEnvironment,
  pickFolder,
} from './environment-dialog';
import { HelpfulError } from '../helpful-error';

/** Adds environments to schema-drift.json: one that the person describes, or those that were found. */
export class AddEnvironmentCommand {
  readonly #environments: EnvironmentStore;
  readonly #passwords: Passwords;

  constructor(environments: EnvironmentStore, passwords: Passwords) {
    this.#environments = environments;
    this.#passwords = passwords;
  }

  /** Throws Dismissed, and when schema-drift.json can't be written. */
  async run(): Promise<void> {
    await this.#environments.ready();
    const folder = await pickFolder();
    const dialog = { title: l10n.t('Add Environment'), total: 4 };
    const taken = this.#environments.configurationOf(folder)?.environments.map(({ name }) => name) ?? [];
    const answers: Answers = { folder };
    await inSteps(answers, [askWhere(dialog), askPlace(dialog), askName(dialog, taken), askRole(dialog)]);
    if (answers.secret) await this.#passwords.store(answers.secret.account, answers.secret.password);
    await changeConfiguration(folder, (text) => withEnvironment(text, answers.name ?? '', entryOf(answers)));
    await this.#environments.refresh();
  }

  /** Lets the person choose among what was found without a schema-drift.json, and writes one. Throws Dismissed. */
  async useDiscovered(): Promise<void> {
    await this.#environments.ready();
    const found = this.#environments.folders.filter(({ discovered }) => discovered.length > 0);
    if (found.length === 0)
      throw new HelpfulError(l10n.t('Nothing was found: no local Supabase stack, no PostgreSQL URL in a .env file.'));
    for (const folder of found) await this.#use(folder);
    await this.#environments.refresh();
  }

  async #use({ folder, discovered }: FolderEnvironments): Promise<void> {
    const items = await window.showQuickPick(
      discovered.map((environment) => ({
        label: environment.name,
        description: whereFound(environment),
        picked: true,
        environment,
      })),
      { title: l10n.t('Use in {0}', folder.name), canPickMany: true },
    );
    if (items === undefined || items.length === 0) throw new Dismissed();
    await changeConfiguration(folder, async (text) => {
      let result = text;
      for (const { environment } of items) {
        result = await withEnvironment(result, environment.name, entryOfEnvironment(environment));
      }
      return result;
    });
  }
}

function whereFound({ location }: Environment): string {
  return 'file' in location ? `${location.key} · ${location.file}` : l10n.t('local Supabase stack');
}
