import { commands, l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { CommandId } from '../command-ids';
import { withEnvironment, withEnvironmentRenamed } from '../configuration-edits';
import { changeConfiguration } from '../configuration-file';
import { accountOf } from '../database-account';
import type { EnvironmentStore } from '../environment-store';
import { Dismissed, inSteps } from '../multi-step';
import type { Passwords } from '../passwords';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { type Answers, askName, askPlace, askRole, askWhere, entryOf, entryOfEnvironment } from './environment-dialog';
import { pickEnvironment } from './environment-picker';
import { HelpfulError } from '../helpful-error';

interface PartItem extends QuickPickItem {
  run(): Promise<void>;
}

/** Changes an environment in schema-drift.json, or its stored password. */
export class EditEnvironmentCommand {
  readonly #environments: EnvironmentStore;
  readonly #passwords: Passwords;

  constructor(environments: EnvironmentStore, passwords: Passwords) {
    this.#environments = environments;
    this.#passwords = passwords;
  }

  /** Throws Dismissed, and when schema-drift.json can't be written. */
  async run(chosen: WorkspaceEnvironment | undefined): Promise<void> {
    const environment = chosen ?? (await pickEnvironment(this.#environments, l10n.t('Edit Environment')));
    const items: PartItem[] = [
      { label: l10n.t('Name'), iconPath: new ThemeIcon('edit'), run: () => this.#rename(environment) },
      { label: l10n.t('Where It Is'), iconPath: new ThemeIcon('database'), run: () => this.#move(environment) },
      { label: l10n.t('What It Is For'), iconPath: new ThemeIcon('tag'), run: () => this.#setRole(environment) },
    ];
    if (environment.environment.kind === 'database') {
      items.push({
        label: l10n.t('Password'),
        iconPath: new ThemeIcon('key'),
        run: () => this.#setPassword(environment),
      });
    }
    items.push({
      label: l10n.t('Open schema-drift.json'),
      iconPath: new ThemeIcon('json'),
      run: async () => {
        await commands.executeCommand(CommandId.OpenConfiguration);
      },
    });
    const item = await window.showQuickPick(items, { title: l10n.t('Edit {0}', environment.label) });
    if (item === undefined) throw new Dismissed();
    await item.run();
    await this.#environments.refresh();
  }

  async #rename({ folder, environment }: WorkspaceEnvironment): Promise<void> {
    const others = this.#environments.configurationOf(folder)?.environments.map(({ name }) => name) ?? [];
    const answers: Answers = { folder, name: environment.name };
    await inSteps(answers, [
      askName(
        { title: l10n.t('Name'), total: 1 },
        others.filter((name) => name !== environment.name),
      ),
    ]);
    const { name } = answers;
    if (name === environment.name) return;
    await changeConfiguration(folder, (text) => withEnvironmentRenamed(text, environment.name, name ?? ''));
  }

  async #move({ folder, environment }: WorkspaceEnvironment): Promise<void> {
    const dialog = { title: l10n.t('Where It Is'), total: 2 };
    const answers: Answers = { folder, name: environment.name, role: environment.role };
    await inSteps(answers, [askWhere(dialog), askPlace(dialog)]);
    if (answers.secret) await this.#passwords.store(answers.secret.account, answers.secret.password);
    await changeConfiguration(folder, (text) => withEnvironment(text, environment.name, entryOf(answers)));
  }

  async #setRole({ folder, environment }: WorkspaceEnvironment): Promise<void> {
    const answers: Answers = { folder, name: environment.name, role: environment.role };
    await inSteps(answers, [askRole({ title: l10n.t('What It Is For'), total: 1 })]);
    const { role } = answers;
    const { name, kind, location } = environment;
    const entry = entryOfEnvironment({
      name,
      kind,
      location,
      ...(role === undefined ? {} : { role }),
      protected: role === 'production',
    });
    await changeConfiguration(folder, (text) => withEnvironment(text, environment.name, entry));
  }

  async #setPassword(environment: WorkspaceEnvironment): Promise<void> {
    const account = await accountOf(environment);
    if (account === undefined) {
      throw new HelpfulError(l10n.t('The password of {0} is in its URL. Change it there.', environment.label));
    }
    const password = await this.#passwords.ask(account, environment.label);
    if (password === undefined) throw new Dismissed();
    if (password === '') await this.#passwords.forget(account);
    else await this.#passwords.store(account, password);
  }
}
