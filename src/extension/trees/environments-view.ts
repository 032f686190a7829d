import { commands, type Disposable, type TreeView, window } from 'vscode';
import { ContextKey } from '../context-keys';
import type { EnvironmentStore } from '../environment-store';
import { ViewId } from '../view-ids';
import type { EnvironmentsNode } from './environment-nodes';
import type { EnvironmentsTree } from './environments-tree';

/** The Environments view around its tree, and what it says when it is empty. */
export class EnvironmentsView implements Disposable {
  readonly #environments: EnvironmentStore;
  readonly #view: TreeView<EnvironmentsNode>;
  readonly #disposables: Disposable[];

  constructor(environments: EnvironmentStore, tree: EnvironmentsTree) {
    this.#environments = environments;
    this.#view = window.createTreeView(ViewId.Environments, { treeDataProvider: tree, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      environments.onDidChange(() => {
        this.#show();
      }),
    ];
    this.#show();
  }

  async reveal(node: EnvironmentsNode): Promise<void> {
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #show(): void {
    void commands.executeCommand('setContext', ContextKey.Environments, this.#environments.state);
  }
}
