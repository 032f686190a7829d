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

  /** The stored password, else the one that the person types now, which is stored. Undefined when they don't. */
  async findOrAsk(account: Account, environment: string): Promise<string | undefined> {
    return (await this.find(account)) ?? (await this.ask(account, environment));
  }

  /** Asks for a password and stores it. Undefined when the person cancels. */
  async ask(account: Account, environment: string): Promise<string | undefined> {
    const password = await window.showInputBox({
      title: l10n.t('Password for {0}', environment),
      prompt: l10n.t(
        '{0} at {1}:{2}. It is kept in the secret storage of VS Code.',
        account.user,
        account.host,
        account.port,
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined) return undefined;
    await this.store(account, password);
    return password;
  }
}

function keyOf({ host, port, user }: Account): string {
  return `schemaDrift.password:${JSON.stringify([host.toLowerCase(), port, user])}`;
}
