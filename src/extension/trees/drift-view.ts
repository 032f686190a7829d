import { commands, type Disposable, l10n, type TreeView, window } from 'vscode';
import type { Alignment } from '../../reports/alignment';
import type { ComparisonSession } from '../comparison';
import { ContextKey } from '../context-keys';
import { ViewId } from '../view-ids';
import type { DriftNode } from './drift-nodes';
import type { DriftTree } from './drift-tree';

/** What the Drift view says when it has nothing to list. */
export type DriftState = 'none' | 'comparing' | 'failed' | 'clean' | 'incomplete' | 'found';

/** The Drift view around its tree: title, badge, messages, and what it says when it is empty. */
export class DriftView implements Disposable {
  readonly #session: ComparisonSession;
  readonly #view: TreeView<DriftNode>;
  readonly #disposables: Disposable[];

  constructor(session: ComparisonSession, tree: DriftTree) {
    this.#session = session;
    this.#view = window.createTreeView(ViewId.Drift, {
      treeDataProvider: tree,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.#disposables = [
      this.#view,
      this.#view.onDidChangeCheckboxState(({ items }) => {
        tree.tick(items);
      }),
      session.onDidChangeState(() => {
        this.#show();
      }),
    ];
    this.#show();
  }

  /** `found` and `clean` are only said of a comparison that could read everything. */
  get state(): DriftState {
    const { state } = this.#session;
    if (state.phase !== 'compared') return state.phase;
    if (state.drift.differences.length > 0) return 'found';
    return isIncomplete(this.#session) ? 'incomplete' : 'clean';
  }

  get description(): string | undefined {
    return this.#view.description;
  }

  get message(): string | undefined {
    return this.#view.message;
  }

  get badge(): number | undefined {
    return this.#view.badge?.value;
  }

  async reveal(node: DriftNode): Promise<void> {
    await this.#view.reveal(node, { select: true, focus: false });
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #show(): void {
    const { state } = this.#session;
    void commands.executeCommand('setContext', ContextKey.Drift, this.state);
    void commands.executeCommand('setContext', ContextKey.Alignment, (this.#session.drift?.alignment ?? null) !== null);
    this.#view.description = state.phase === 'none' ? undefined : `${state.source.name} → ${state.target.name}`;
    this.#view.message = this.#message();
    const count = this.#session.drift?.differences.length ?? 0;
    this.#view.badge =
      count === 0 || state.phase === 'none'
        ? undefined
        : { value: count, tooltip: l10n.t('{0} differences: {1} → {2}', count, state.source.name, state.target.name) };
  }

  #message(): string | undefined {
    const { state } = this.#session;
    switch (state.phase) {
      case 'none':
        return undefined;
      case 'comparing':
        return l10n.t('Comparing {0} (source) with {1} (target)…', state.source.name, state.target.name);
      case 'failed':
        return `${state.message} ${state.hint}`.trim();
      case 'compared':
        if (isIncomplete(this.#session)) {
          return l10n.t('Incomplete: a part could not be read. Look under “Not compared” for what.');
        }
        if (state.stale) return l10n.t('A schema may have changed since. Compare again to see.');
        return state.drift.alignment === null ? undefined : inWords(state.drift.alignment);
    }
  }
}

function isIncomplete({ drift }: ComparisonSession): boolean {
  return drift !== undefined && drift.source.notRead.length + drift.target.notRead.length > 0;
}

function inWords({ counts }: Alignment): string {
  return l10n.t(
    'Prisma and the database: {0} aligned, {1} drifted, {2} only in Prisma, {3} only in the database.',
    counts.aligned,
    counts.drifted,
    counts['prisma-only'],
    counts['database-only'],
  );
}
