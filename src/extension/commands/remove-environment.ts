import { l10n, window } from 'vscode';
import { withoutEnvironment } from '../configuration-edits';
import { changeConfiguration } from '../configuration-file';
import { accountOf } from '../database-account';
import type { EnvironmentStore } from '../environment-store';
import { Dismissed } from '../multi-step';
import type { Account, Passwords } from '../passwords';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickEnvironment } from './environment-picker';

/** Takes an environment out of schema-drift.json, and its password out of the secret storage. */
export class RemoveEnvironmentCommand {
  readonly #environments: EnvironmentStore;
  readonly #passwords: Passwords;

  constructor(environments: EnvironmentStore, passwords: Passwords) {
    this.#environments = environments;
    this.#passwords = passwords;
  }

  /** Throws Dismissed, and when schema-drift.json can't be written. */
  async run(chosen: WorkspaceEnvironment | undefined): Promise<void> {
    const environment = chosen ?? (await pickEnvironment(this.#environments, l10n.t('Remove Environment')));
    const remove = l10n.t('Remove');
    const answer = await window.showWarningMessage(
      l10n.t('Remove {0} from schema-drift.json?', environment.label),
      {
        modal: true,
        detail: l10n.t('The database itself is not touched. Comparisons that name it are removed as well.'),
      },
      remove,
    );
    if (answer !== remove) throw new Dismissed();
    const account = await accountIfKnown(environment);
    await changeConfiguration(environment.folder, (text) => withoutEnvironment(text, environment.environment.name));
    await this.#environments.refresh();
    if (account !== undefined && !(await this.#isUsed(account))) await this.#passwords.forget(account);
  }

  async #isUsed(account: Account): Promise<boolean> {
    const others = await Promise.all(this.#environments.environments.map(accountIfKnown));
    return others.some(
      (other) => other?.host === account.host && other.port === account.port && other.user === account.user,
    );
  }
}

/** An environment whose URL can't be found has no password to forget. */
async function accountIfKnown(environment: WorkspaceEnvironment): Promise<Account | undefined> {
  try {
    return await accountOf(environment);
  } catch {
    return undefined;
  }
}
