import {
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
} from 'vscode';
import type { MigrationCell, MigrationRow } from '../../migrations/status';
import { PROBLEMS, STATES } from '../../reports/status-words';
import { editedIn } from '../commands/compare-with-applied';
import type { Disposing } from '../disposing';
import type { FolderMigrations, MigrationStore } from '../migration-store';
import {
  archiveNode,
  cellNode,
  type CellNode,
  type MigrationNode,
  migrationNode,
  migrationsFolderNode,
  type MigrationsNode,
} from './migration-nodes';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** The Migrations view: the files of the migrations folder, the newest first, and where each is applied. */
export class MigrationsTree implements TreeDataProvider<MigrationsNode>, Disposable {
  readonly #store: MigrationStore;
  readonly #changed = new EventEmitter<undefined>();
  readonly #disposables: Disposing[];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: MigrationStore) {
    this.#store = store;
    this.#disposables = [
      this.#changed,
      store.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
    ];
  }

  getChildren(node?: MigrationsNode): MigrationsNode[] {
    if (node === undefined) {
      const { folders } = this.#store;
      const [only] = folders;
      return only !== undefined && folders.length === 1 ? rowsOf(only) : folders.map(migrationsFolderNode);
    }
    switch (node.type) {
      case 'folder':
        return rowsOf(node.migrations);
      case 'archive':
        return archived(node.migrations).map((row) => migrationNode(node.migrations, row));
      case 'migration':
        return node.row.cells.map((cell) => cellNode(node, cell));
      case 'cell':
        return [];
    }
  }

  getTreeItem(node: MigrationsNode): TreeItem {
    switch (node.type) {
      case 'folder':
        return withId(node, new TreeItem(node.migrations.folder.name, Expanded), 'folder');
      case 'archive': {
        const item = withId(node, new TreeItem(l10n.t('Archive'), Collapsed), 'archive');
        item.iconPath = new ThemeIcon('archive');
        item.description = String(archived(node.migrations).length);
        return item;
      }
      case 'migration':
        return migrationItem(node, editedIn(node.row, this.#store).length > 0);
      case 'cell':
        return cellItem(node, editedIn(node.parent.row, this.#store).includes(node.cell.environment));
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}

function rowsOf(migrations: FolderMigrations): MigrationsNode[] {
  const current = migrations.status.migrations.filter(({ place }) => place !== 'archive').reverse();
  const rows = current.map((row) => migrationNode(migrations, row));
  return archived(migrations).length === 0 ? rows : [...rows, archiveNode(migrations)];
}

function archived({ status }: FolderMigrations): readonly MigrationRow[] {
  return status.migrations.filter(({ place }) => place === 'archive');
}

/** @param isComparable whether it was edited since it was applied, and what was applied is known */
function migrationItem(node: MigrationNode, isComparable: boolean): TreeItem {
  const { row } = node;
  const item = withId(
    node,
    new TreeItem(row.name, row.cells.length === 0 ? None : Collapsed),
    `migration.${row.place}${isComparable ? '.comparable' : ''}`,
  );
  const summary = summaryOf(row);
  item.description = summary;
  item.iconPath = iconOf(row);
  item.tooltip = tooltipOf(row);
  item.accessibilityInformation = { label: summary === '' ? row.name : `${row.name}: ${summary}` };
  if (row.path !== null)
    item.command = { command: 'vscode.open', title: l10n.t('Open File'), arguments: [Uri.file(row.path)] };
  return item;
}

function cellItem(node: CellNode, isComparable: boolean): TreeItem {
  const { environment, state, missing = [] } = node.cell;
  const context = `migrationState.${state ?? 'unknown'}${isComparable ? '.comparable' : ''}`;
  const item = withId(node, new TreeItem(environment, None), context);
  item.description = wordsOf(node.cell);
  item.iconPath = iconOfCells([node.cell]);
  if (missing.length > 0) item.tooltip = missing.join('\n');
  return item;
}

function withId(node: MigrationsNode, item: TreeItem, contextValue: string): TreeItem {
  item.id = node.key;
  item.contextValue = contextValue;
  return item;
}

/** What is wrong with the file, then where it is not applied; `applied` where that is everywhere. */
function summaryOf({ problems, cells }: MigrationRow): string {
  const environments = new Map<string, string[]>();
  for (const cell of cells)
    if (cell.state !== null) {
      const names = environments.get(wordsOf(cell)) ?? [];
      environments.set(wordsOf(cell), [...names, cell.environment]);
    }
  const states = [...environments].map(([words, names]) =>
    names.length === cells.length ? words : `${words}: ${names.join(', ')}`,
  );
  return [...problems.map((problem) => PROBLEMS[problem]), ...states].join(' · ');
}

function wordsOf({ state }: MigrationCell): string {
  return state === null ? l10n.t('nothing is known') : STATES[state].words;
}

function tooltipOf({ name, problems, cells }: MigrationRow): MarkdownString {
  const tooltip = new MarkdownString().appendText(name);
  for (const problem of problems) tooltip.appendMarkdown('\n\n').appendText(PROBLEMS[problem]);
  for (const cell of cells) tooltip.appendMarkdown('\n\n').appendText(`${cell.environment}: ${wordsOf(cell)}`);
  return tooltip;
}

function iconOf({ problems, cells, place }: MigrationRow): ThemeIcon {
  if (problems.length > 0) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  if (place === 'archive') return new ThemeIcon('archive');
  return iconOfCells(cells);
}

/** The worst of them. */
function iconOfCells(cells: readonly MigrationCell[]): ThemeIcon {
  const colors = new Set(cells.flatMap(({ state }) => (state === null ? [] : STATES[state].color)));
  if (colors.has('red')) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (colors.has('yellow')) return new ThemeIcon('circle-outline', new ThemeColor('charts.yellow'));
  if (colors.has('green')) return new ThemeIcon('pass', new ThemeColor('charts.green'));
  return new ThemeIcon('file');
}
