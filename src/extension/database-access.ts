import { EnvironmentError } from '../environments/errors';
import { accountOf } from './database-account';
import type { Account, Passwords } from './passwords';
import type { WorkspaceEnvironment } from './workspace-environment';

/** Gives a stored password. Undefined where none is stored. */
export type StoredPassword = () => Promise<string | undefined>;

/** Brings passwords from the secret storage to the driver, and asks for those that are missing or wrong. */
export class DatabaseAccess {
  readonly #passwords: Passwords;
  /** One question at a time: a second input box would close the first. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(passwords: Passwords) {
    this.#passwords = passwords;
  }

  /**
   * Does work that needs an environment's password. When the server refuses it, the person is asked (if that is
   * allowed) and the work is done again; a password is stored once it was right.
   */
  async use<T>(
    environment: WorkspaceEnvironment,
    mayAsk: boolean,
    work: (password: StoredPassword) => Promise<T>,
  ): Promise<T> {
    let refused: string | undefined;
    try {
      return await work(async () => {
        const account = await accountOf(environment);
        refused = account === undefined ? undefined : await this.#passwords.find(account);
        return refused;
      });
    } catch (error) {
      if (!mayAsk || !(error instanceof EnvironmentError) || error.reason !== 'password') throw error;
      const account = await accountOf(environment);
      if (account === undefined) throw error;
      const retry = this.#asking.then(async () => {
        const password = await this.#anotherPassword(account, environment.label, refused);
        if (password === undefined) throw error;
        const result = await work(() => Promise.resolve(password));
        await this.#passwords.store(account, password);
        return result;
      });
      this.#asking = retry.catch(() => undefined);
      return retry;
    }
  }

  /** One that was stored in the meantime (two databases of one server ask together), else the one that is typed now. */
  async #anotherPassword(account: Account, label: string, refused: string | undefined): Promise<string | undefined> {
    const stored = await this.#passwords.find(account);
    return stored !== undefined && stored !== refused ? stored : this.#passwords.ask(account, label);
  }
}
