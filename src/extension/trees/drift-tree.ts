import {
  type Disposable,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
} from 'vscode';
import type { Disposing } from '../disposing';
import type { Difference, KindName, ObjectId } from '../../engine/model';
import type { DriftView } from '../schema-view';
import { CommandId } from '../command-ids';
import type { ComparisonSession } from '../comparison';
import { withAncestors } from '../../migrations/file-objects';
import type { MigrationStore } from '../migration-store';
import { originWords } from '../origin-words';
import { describeStatus } from './drift-decorations';
import { DriftIndex, labelInSchema, schemaOf } from './drift-index';
import {
  differenceNode,
  driftGroupNode,
  type DriftNode,
  driftSchemaNode,
  type NoteNode,
  NOTES,
  type RenameNode,
  renameNode,
  RENAMES,
} from './drift-nodes';
import { presentationOf } from './kind-presentation';
import { nodeUri } from './node-uri';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** With more differences than this the kinds start closed. */
const OPEN_UP_TO = 200;

/** The Drift view: the differences of the current comparison, with checkboxes for what goes into the migration. */
export class DriftTree implements TreeDataProvider<DriftNode>, Disposable {
  readonly #session: ComparisonSession;
  readonly #migrations: MigrationStore;
  readonly #changed = new EventEmitter<DriftNode | undefined>();
  readonly #disposables: Disposing[];
  #labels: ReadonlyMap<KindName, string> = new Map();
  #pair = '';
  #drift: DriftView | undefined;
  #index: DriftIndex | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(session: ComparisonSession, migrations: MigrationStore) {
    this.#session = session;
    this.#migrations = migrations;
    this.#disposables = [
      this.#changed,
      session.onDidChangeState(() => {
        this.#take();
      }),
      migrations.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      session.onDidChangeChosen(() => {
        this.#changed.fire(undefined);
      }),
    ];
  }

  async getChildren(node?: DriftNode): Promise<DriftNode[]> {
    const { state } = this.#session;
    if (state.phase === 'failed') {
      return node === undefined ? [{ type: 'failed', key: 'failed', message: state.message, hint: state.hint }] : [];
    }
    const index = this.#index;
    if (index === undefined || this.#drift === undefined) return [];
    if (node === undefined) {
      await this.#loadLabels();
      const schemas: DriftNode[] = index.schemas.map(driftSchemaNode);
      if (this.#renames().length > 0) schemas.unshift(RENAMES);
      // What could not be read is said even where no difference was found: that is no "no drift".
      const notes = this.#notes();
      const isWorthSaying = schemas.length > 0 ? notes.length > 0 : notes.some(({ isWarning }) => isWarning);
      return isWorthSaying ? [...schemas, NOTES] : schemas;
    }
    switch (node.type) {
      case 'schema':
        return index.kindsIn(node.schema).map((kind) => driftGroupNode(node.schema, kind));
      case 'group':
        return index.differencesIn(node.schema, node.kind).map(differenceNode);
      case 'notes':
        return [...this.#notes()];
      case 'renames':
        return [...this.#renames()];
      case 'failed':
      case 'rename':
      case 'difference':
      case 'note':
        return [];
    }
  }

  getParent(node: DriftNode): DriftNode | undefined {
    switch (node.type) {
      case 'difference':
        return driftGroupNode(schemaOf(node.difference), node.difference.kind);
      case 'group':
        return driftSchemaNode(node.schema);
      case 'note':
        return NOTES;
      case 'rename':
        return RENAMES;
      case 'failed':
      case 'renames':
      case 'schema':
      case 'notes':
        return undefined;
    }
  }

  getTreeItem(node: DriftNode): TreeItem {
    const item = this.#item(node);
    item.id = node.key;
    return item;
  }

  /** The row of a difference. Undefined when the comparison has no such difference. */
  nodeOf(id: ObjectId): DriftNode | undefined {
    const difference = this.#index?.find(id);
    return difference === undefined ? undefined : differenceNode(difference);
  }

  /** Takes ticks over into the choice: a tick on a schema or kind is one on everything below it. */
  tick(changes: readonly (readonly [DriftNode, TreeItemCheckboxState])[]): void {
    const chosen = new Set(this.#session.chosen);
    for (const [node, state] of changes) {
      for (const { id } of this.#differencesUnder(node)) {
        if (state === TreeItemCheckboxState.Checked) chosen.add(id);
        else chosen.delete(id);
      }
    }
    this.#session.choose(chosen);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** While the same two are compared again, what was found before stays on the screen. */
  #take(): void {
    const { state } = this.#session;
    const pair = state.phase === 'none' ? '' : JSON.stringify([state.source.name, state.target.name]);
    if (state.phase === 'comparing' && pair === this.#pair && this.#drift !== undefined) return;
    this.#pair = pair;
    this.#drift = this.#session.drift;
    this.#index = this.#drift === undefined ? undefined : new DriftIndex(this.#drift);
    this.#changed.fire(undefined);
  }

  #differencesUnder(node: DriftNode): readonly Difference[] {
    switch (node.type) {
      case 'schema':
        return this.#index?.differencesIn(node.schema) ?? [];
      case 'group':
        return this.#index?.differencesIn(node.schema, node.kind) ?? [];
      case 'difference':
        return [node.difference];
      case 'failed':
      case 'renames':
      case 'rename':
      case 'notes':
      case 'note':
        return [];
    }
  }

  async #loadLabels(): Promise<void> {
    if (this.#labels.size > 0) return;
    const { KINDS } = await import('../../engine/registry');
    this.#labels = new Map(KINDS.map(({ name, label }) => [name, label.many]));
  }

  #item(node: DriftNode): TreeItem {
    switch (node.type) {
      case 'failed': {
        const item = new TreeItem(l10n.t('The comparison failed'), None);
        item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
        item.description = l10n.t('click to try again');
        item.tooltip = `${node.message}\n${node.hint}`;
        item.contextValue = 'failed';
        item.command = { command: CommandId.CompareAgain, title: l10n.t('Compare Again') };
        return item;
      }
      case 'schema': {
        const item = new TreeItem(node.schema ?? l10n.t('In no schema'), Expanded);
        item.iconPath = new ThemeIcon(presentationOf('schema').icon);
        item.contextValue = 'driftSchema';
        return this.#withCount(item, this.#differencesUnder(node));
      }
      case 'group': {
        const isLong = (this.#drift?.differences.length ?? 0) > OPEN_UP_TO;
        const label = this.#labels.get(node.kind) ?? node.kind.replaceAll('_', ' ');
        const item = new TreeItem(label.charAt(0).toUpperCase() + label.slice(1), isLong ? Collapsed : Expanded);
        item.iconPath = new ThemeIcon(presentationOf(node.kind).icon);
        item.contextValue = 'driftGroup';
        return this.#withCount(item, this.#differencesUnder(node));
      }
      case 'difference':
        return this.#differenceItem(node.difference);
      case 'renames': {
        const item = new TreeItem(l10n.t('Renames'), Expanded);
        item.iconPath = new ThemeIcon('replace-all');
        item.tooltip = l10n.t('What may be one object under two names. Only you can tell.');
        return item;
      }
      case 'rename':
        return renameItem(node);
      case 'notes': {
        const item = new TreeItem(l10n.t('Not compared'), Collapsed);
        const isIncomplete = this.#notes().some(({ isWarning }) => isWarning);
        item.iconPath = isIncomplete
          ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
          : new ThemeIcon('info');
        item.tooltip = l10n.t('What this comparison left out or could not read.');
        return item;
      }
      case 'note': {
        const item = new TreeItem(node.label, None);
        item.iconPath = node.isWarning
          ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
          : new ThemeIcon('circle-slash');
        item.description = node.detail;
        item.tooltip = `${node.label}\n${node.detail}`;
        return item;
      }
    }
  }

  #withCount(item: TreeItem, below: readonly Difference[]): TreeItem {
    const chosen = below.filter(({ id }) => this.#session.chosen.has(id)).length;
    item.description = chosen === below.length ? String(below.length) : l10n.t('{0} of {1}', chosen, below.length);
    item.tooltip = l10n.t('{0} of {1} differences go into the migration', chosen, below.length);
    item.checkboxState = {
      state: checked(chosen === below.length),
      tooltip: item.tooltip,
    };
    return item;
  }

  #differenceItem(difference: Difference): TreeItem {
    const { id, kind, status, changes } = difference;
    const label = labelInSchema(difference);
    const { source, target } = this.#names();
    const sentence = describeStatus(status, source, target);
    const isChosen = this.#session.chosen.has(id);
    const item = new TreeItem(label, None);
    item.iconPath = new ThemeIcon(presentationOf(kind).icon);
    item.description =
      status === 'changed' ? changes.map(({ attribute }) => attribute.replaceAll('_', ' ')).join(', ') : status;
    item.tooltip = [label, sentence, this.#originOf(id)].filter((line) => line !== '').join('\n');
    item.accessibilityInformation = { label: `${kind.replaceAll('_', ' ')} ${label}. ${sentence}` };
    item.contextValue = `difference.${status}${difference.parent === null ? '' : '.part'}`;
    item.resourceUri = nodeUri(id, { type: 'difference', status, source, target });
    item.checkboxState = {
      state: checked(isChosen),
      tooltip: isChosen ? l10n.t('Goes into the migration') : l10n.t('Stays out of the migration'),
    };
    item.command = { command: CommandId.ShowDifference, title: l10n.t('Show Difference'), arguments: [id] };
    return item;
  }

  #originOf(id: ObjectId): string {
    const { pair } = this.#session;
    if (this.#drift === undefined || pair === undefined) return '';
    const side = this.#drift.source.objects.has(id) ? 'source' : 'target';
    return originWords(this.#migrations.originOf(pair[side], withAncestors(id, this.#drift[side])));
  }

  #names(): { source: string; target: string } {
    const { state } = this.#session;
    return state.phase === 'none'
      ? { source: '', target: '' }
      : { source: state.source.name, target: state.target.name };
  }

  #renames(): readonly RenameNode[] {
    const { renames = [], possibleRenames = [] } = this.#drift ?? {};
    return [...renames.map((each) => renameNode(each)), ...possibleRenames.map((each) => renameNode(each, each.why))];
  }

  #notes(): readonly NoteNode[] {
    if (this.#drift === undefined) return [];
    const { source, target } = this.#names();
    const sides = [
      { catalog: this.#drift.source, name: source },
      { catalog: this.#drift.target, name: target },
    ];
    const note = (label: string, detail: string, isWarning: boolean): NoteNode => ({
      type: 'note',
      key: JSON.stringify(['note', label, detail]),
      label,
      detail,
      isWarning,
    });
    return sides.flatMap(({ catalog, name }) => [
      ...catalog.notRead.map(({ kind, reason }) =>
        note(l10n.t('{0} could not be read in {1}', kind.replaceAll('_', ' '), name), reason, true),
      ),
      ...catalog.notCompared.map(({ kind, count, examples }) =>
        note(
          l10n.t('{0} in {1}: {2} not compared', kind.replaceAll('_', ' '), name, count),
          examples.join(', '),
          false,
        ),
      ),
      ...catalog.leftOut.map(({ reason, count, examples }) =>
        note(l10n.t('{0}: {1} left out: {2}', name, count, reason), examples.join(', '), false),
      ),
    ]);
  }
}

function renameItem({ rename: { from, to }, why }: RenameNode): TreeItem {
  const item = new TreeItem(`${from} → ${to.slice(to.indexOf(':') + 1)}`, None);
  item.iconPath = new ThemeIcon(why === undefined ? 'pass' : 'question');
  item.description = why === undefined ? l10n.t('renamed') : l10n.t('renamed? {0}', why);
  item.tooltip = `${from} → ${to}\n${item.description}`;
  item.contextValue = why === undefined ? 'rename.accepted' : 'rename.possible';
  return item;
}

function checked(isChecked: boolean): TreeItemCheckboxState {
  return isChecked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
}
