import { l10n, type SecretStorage, window } from 'vscode';
import { remember } from '../environments/redact';

/** Whose password it is. A password is never sent to another server or for another user. */
export interface Account {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** Passwords in VS Code's SecretStorage, each bound to a host, port and user. */
export class Passwords {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async find(account: Account): Promise<string | undefined> {
    const password = await this.#secrets.get(keyOf(account));
    if (password !== undefined) remember(password);
    return password;
  }

  async store(account: Account, password: string): Promise<void> {
    remember(password);
    await this.#secrets.store(keyOf(account), password);
  }

  async forget(account: Account): Promise<void> {
    await this.#secrets.delete(keyOf(account));
  }

  /** Asks the person for a password. Undefined when they cancel. */
  async ask({ host, port, user }: Account, environment: string): Promise<string | undefined> {
    const password = await window.showInputBox({
      title: l10n.t('Password for {0}', environment),
      prompt: l10n.t('Of “{0}” at {1}:{2}. VS Code keeps it in its secret storage.', user, host, port),
      password: true,
      ignoreFocusOut: true,
    });
    if (password !== undefined) remember(password);
    return password;
  }
}

function keyOf({ host, port, user }: Account): string {
  return `schemaDrift.password:${JSON.stringify([host.toLowerCase(), port, user])}`;
}
