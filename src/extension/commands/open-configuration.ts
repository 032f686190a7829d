import { l10n, Selection, Uri, window, workspace } from 'vscode';
import { EnvironmentError } from '../../environments/errors';
import { CONFIGURATION_FILE, type EnvironmentStore } from '../environment-store';
import { Dismissed } from '../multi-step';
import { createConfiguration } from '../configuration-file';
import { HelpfulError } from '../helpful-error';

/** Opens schema-drift.json, where it is wrong if it is; makes it first if there is none. */
export class OpenConfigurationCommand {
  readonly #environments: EnvironmentStore;

  constructor(environments: EnvironmentStore) {
    this.#environments = environments;
  }

  async run(): Promise<void> {
    await this.#environments.ready();
    const { folder, error } = await this.#folder();
    const file = Uri.joinPath(folder.uri, CONFIGURATION_FILE);
    await createConfiguration(file);
    const document = await workspace.openTextDocument(file);
    const place = error instanceof EnvironmentError ? error.place : undefined;
    const at =
      place === undefined
        ? undefined
        : document.validatePosition(document.positionAt(0).with(place.line - 1, place.column - 1));
    await window.showTextDocument(document, at === undefined ? {} : { selection: new Selection(at, at) });
  }

  async #folder() {
    const { folders } = this.#environments;
    const broken = folders.find(({ error }) => error !== undefined);
    const [only] = folders;
    if (broken !== undefined || (only !== undefined && folders.length === 1)) return broken ?? only ?? missing();
    if (only === undefined) return missing();
    const item = await window.showQuickPick(
      folders.map((each) => ({ label: each.folder.name, each })),
      { title: l10n.t('Open schema-drift.json of') },
    );
    if (item === undefined) throw new Dismissed();
    return item.each;
  }
}

function missing(): never {
  throw new HelpfulError(l10n.t('No folder is open. Open the folder of your project first.'));
}
