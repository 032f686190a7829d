import { EnvironmentError } from '../environments/errors';
import { accountOf } from './database-account';
import type { Passwords } from './passwords';
import type { WorkspaceEnvironment } from './workspace-environment';

/** Gives a stored password. Undefined where none is stored. */
export type StoredPassword = () => Promise<string | undefined>;

/** Brings passwords from the secret storage to the driver, and asks for those that are missing or wrong. */
export class DatabaseAccess {
  readonly #passwords: Passwords;

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
    try {
      return await work(async () => {
        const account = await accountOf(environment);
        return account === undefined ? undefined : this.#passwords.find(account);
      });
    } catch (error) {
      if (!mayAsk || !(error instanceof EnvironmentError) || error.reason !== 'password') throw error;
      const account = await accountOf(environment);
      if (account === undefined) throw error;
      const typed = await this.#passwords.ask(account, environment.label);
      if (typed === undefined) throw error;
      const result = await work(() => Promise.resolve(typed));
      await this.#passwords.store(account, typed);
      return result;
    }
  }
}
