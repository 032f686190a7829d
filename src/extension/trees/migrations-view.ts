import { commands, type Disposable, l10n, type TreeView, window } from 'vscode';
import { ContextKey } from '../context-keys';
import type { MigrationStore } from '../migration-store';
import { ViewId } from '../view-ids';
import type { MigrationsNode } from './migration-nodes';
import type { MigrationsTree } from './migrations-tree';

/** The Migrations view around its tree, and what it says above it. */
export class MigrationsView implements Disposable {
  readonly #store: MigrationStore;
  readonly #view: TreeView<MigrationsNode>;
  readonly #disposables: Disposable[];

  constructor(store: MigrationStore, tree: MigrationsTree) {
    this.#store = store;
    this.#view = window.createTreeView(ViewId.Migrations, { treeDataProvider: tree, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      store.onDidChange(() => {
        this.#show();
      }),
    ];
  }

  get message(): string | undefined {
    return this.#view.message;
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #show(): void {
    const { folders } = this.#store;
    void commands.executeCommand('setContext', ContextKey.Migrations, folders.length > 0 ? 'listed' : 'none');
    this.#view.message = folders.length === 0 ? undefined : this.#message();
  }

  #message(): string | undefined {
    const environments = this.#store.folders.flatMap(({ status }) => status.environments);
    const lines = environments.flatMap(({ name, keepers, error }) => {
      if (error !== null) return [l10n.t('{0} could not be asked: {1}', name, error)];
      return keepers.length === 0 ? [l10n.t('{0} is untracked: it has no migration history.', name)] : [];
    });
    lines.push(...this.#store.folders.flatMap(({ status }) => status.notes));
    if (lines.length > 0) return lines.join('\n');
    return environments.length === 0 && this.#store.databases.length > 0
      ? l10n.t('Refresh asks the databases what is applied.')
      : undefined;
  }
}
