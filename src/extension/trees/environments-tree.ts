import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import type { Disposing } from '../disposing';
import type { Kind } from '../../engine/kind';
import type { KindName, ObjectId } from '../../engine/model';
import type { Activity } from '../activity';
import type { CatalogStore } from '../catalog-store';
import type { ComparisonSession } from '../comparison';
import { environmentIcon } from '../environment-icon';
import type { EnvironmentStore } from '../environment-store';
import { explain, isCancelled } from '../error-text';
import { CommandId } from '../command-ids';
import type { ViewedObject } from '../schema-view';
import type { ReadSchema, SchemaWork } from '../schema-work';
import { ViewId } from '../view-ids';
import { isGuarded, type WorkspaceEnvironment } from '../workspace-environment';
import { CatalogIndex } from './catalog-index';
import { withAncestors } from '../../migrations/file-objects';
import type { MigrationStore } from '../migration-store';
import { originWords } from '../origin-words';
import { describeStatus } from './drift-decorations';
import { DriftMarks } from './drift-marks';
import {
  emptyNode,
  type EnvironmentNode,
  environmentNode,
  type EnvironmentsNode,
  failureNode,
  groupNode,
  type GroupNode,
  type ObjectNode,
  objectNode,
  problemNode,
  schemaNode,
} from './environment-nodes';
import { presentationOf } from './kind-presentation';
import { type Mark, nodeUri } from './node-uri';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** A longer definition is cut in a tooltip. */
const LONGEST_TOOLTIP = 4000;

/** The Environments view: environment → schema → kind → object → kind → child, each read when it is opened. */
export class EnvironmentsTree implements TreeDataProvider<EnvironmentsNode>, Disposable {
  readonly #environments: EnvironmentStore;
  readonly #catalogs: CatalogStore;
  readonly #session: ComparisonSession;
  readonly #work: SchemaWork;
  readonly #activity: Activity;
  readonly #migrations: MigrationStore;
  readonly #changed = new EventEmitter<EnvironmentsNode | undefined>();
  readonly #indexes = new Map<string, { readonly schema: ReadSchema; readonly index: Promise<CatalogIndex> }>();
  readonly #roots = new Map<string, EnvironmentNode>();
  readonly #disposables: Disposing[];
  #kinds: ReadonlyMap<KindName, Kind> = new Map();
  #marks: DriftMarks | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    environments: EnvironmentStore,
    catalogs: CatalogStore,
    session: ComparisonSession,
    work: SchemaWork,
    activity: Activity,
    migrations: MigrationStore,
  ) {
    this.#environments = environments;
    this.#catalogs = catalogs;
    this.#session = session;
    this.#work = work;
    this.#activity = activity;
    this.#migrations = migrations;
    this.#disposables = [
      this.#changed,
      environments.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      catalogs.onDidChange((label) => {
        // While it is read, what was read before stays on the screen.
        if (catalogs.phaseOf(label) !== 'reading') this.#refresh(label);
        // The others on its server say so too.
        if (catalogs.phaseOf(label) === 'read')
          for (const each of this.#roots.values())
            if (catalogs.onSameServer(each.environment).includes(label)) this.#refresh(each.environment.label);
      }),
      session.onDidChangeState(() => {
        const before = this.#marks;
        this.#marks = session.drift === undefined ? undefined : new DriftMarks(session.drift);
        if (before !== this.#marks) this.#changed.fire(undefined);
      }),
    ];
  }

  async getChildren(node?: EnvironmentsNode): Promise<EnvironmentsNode[]> {
    if (node === undefined) return this.#rootNodes();
    switch (node.type) {
      case 'environment':
        return this.#schemaNodes(node.environment);
      case 'schema': {
        const index = await this.#index(node.environment);
        return index.kindsIn(node.schema).map((kind) => groupNode(node.environment, { schema: node.schema }, kind));
      }
      case 'group':
        return this.#members(node, await this.#index(node.environment)).map(({ id }) =>
          objectNode(node.environment, id),
        );
      case 'object': {
        const index = await this.#index(node.environment);
        return index.childKinds(node.id).map((kind) => groupNode(node.environment, { parent: node.id }, kind));
      }
      case 'problem':
      case 'failure':
      case 'empty':
        return [];
    }
  }

  async getParent(node: EnvironmentsNode): Promise<EnvironmentsNode | undefined> {
    if (node.type === 'problem' || node.type === 'environment') return undefined;
    const { environment } = node;
    switch (node.type) {
      case 'schema':
      case 'failure':
      case 'empty':
        return this.#root(environment);
      case 'group':
        if ('parent' in node.within) return objectNode(environment, node.within.parent);
        return node.within.schema === null ? this.#root(environment) : schemaNode(environment, node.within.schema);
      case 'object': {
        const index = await this.#index(environment);
        const object = index.catalog.objects.get(node.id);
        if (object === undefined) return this.#root(environment);
        const parent = index.parentOf(object);
        return groupNode(environment, parent ? { parent: parent.id } : { schema: object.schema }, object.kind);
      }
    }
  }

  async getTreeItem(node: EnvironmentsNode): Promise<TreeItem> {
    const item = await this.#item(node);
    item.id = node.key;
    return item;
  }

  /** The DDL as a tooltip: written only for the row that the mouse rests on. */
  async resolveTreeItem(item: TreeItem, node: EnvironmentsNode, token: CancellationToken): Promise<TreeItem> {
    if (node.type !== 'object' || token.isCancellationRequested) return item;
    const { key } = await this.#schema(node.environment);
    const sql = await this.#work.definition({ schema: key }, node.id);
    const origin = await this.#originOf(node);
    item.tooltip = new MarkdownString()
      .appendText(origin)
      .appendCodeblock(sql.length > LONGEST_TOOLTIP ? `${sql.slice(0, LONGEST_TOOLTIP)}\n…` : sql, 'sql');
    return item;
  }

  async #originOf({ environment, id }: ObjectNode): Promise<string> {
    const { catalog } = await this.#index(environment);
    return originWords(this.#migrations.originOf(environment, withAncestors(id, catalog)));
  }

  /** The objects of an environment that stand on their own, by id. Throws EnvironmentError. */
  async objectsOf(environment: WorkspaceEnvironment): Promise<readonly ObjectId[]> {
    const index = await this.#index(environment);
    return [...index.catalog.objects.values()]
      .filter((object) => object.kind !== 'schema' && index.parentOf(object) === undefined)
      .map(({ id }) => id)
      .sort();
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #rootNodes(): EnvironmentsNode[] {
    const { environments, folders } = this.#environments;
    this.#roots.clear();
    const problems = folders.flatMap(({ folder, error }) => (error === undefined ? [] : problemNode(folder, error)));
    return [...problems, ...environments.map((environment) => this.#root(environment))];
  }

  /** The same object each time: VS Code knows a row to refresh by it. */
  #root(environment: WorkspaceEnvironment): EnvironmentNode {
    const known = this.#roots.get(environment.label);
    if (known?.environment === environment) return known;
    const fresh = environmentNode(environment);
    this.#roots.set(environment.label, fresh);
    return fresh;
  }

  async #schemaNodes(environment: WorkspaceEnvironment): Promise<EnvironmentsNode[]> {
    const state = this.#catalogs.state(environment);
    if (state.phase === 'failed') return [failureNode(environment, state.error)];
    try {
      const index = await this.#index(environment);
      const nodes = [
        ...index.schemas.map((schema) => schemaNode(environment, schema)),
        ...index.kindsIn(null).map((kind) => groupNode(environment, { schema: null }, kind)),
      ];
      return nodes.length > 0 ? nodes : [emptyNode(environment)];
    } catch (error) {
      return isCancelled(error) ? [] : [failureNode(environment, error)];
    }
  }

  async #index(environment: WorkspaceEnvironment): Promise<CatalogIndex> {
    const schema = await this.#schema(environment);
    const known = this.#indexes.get(environment.label);
    if (known?.schema === schema) return known.index;
    const index = this.#loadKinds().then((kinds) =>
      CatalogIndex.build(schema.visible, (kind) => kinds.get(kind)?.part !== undefined),
    );
    this.#indexes.set(environment.label, { schema, index });
    return index;
  }

  async #schema(environment: WorkspaceEnvironment): Promise<ReadSchema> {
    const state = this.#catalogs.state(environment);
    if (state.phase === 'read') return state.schema;
    return this.#activity.run(ViewId.Environments, (signal) =>
      this.#catalogs.get(environment, { signal, mayAsk: true }),
    );
  }

  async #loadKinds(): Promise<ReadonlyMap<KindName, Kind>> {
    if (this.#kinds.size === 0) {
      const { KINDS } = await import('../../engine/registry');
      this.#kinds = new Map(KINDS.map((kind) => [kind.name, kind]));
    }
    return this.#kinds;
  }

  #members(node: GroupNode, index: CatalogIndex): readonly ViewedObject[] {
    return 'parent' in node.within
      ? index.childrenOf(node.within.parent, node.kind)
      : index.objectsIn(node.within.schema, node.kind);
  }

  #refresh(label: string): void {
    this.#changed.fire(this.#roots.get(label));
  }

  async #item(node: EnvironmentsNode): Promise<TreeItem> {
    switch (node.type) {
      case 'problem': {
        const { message, hint } = explain(node.error);
        const item = new TreeItem(message, None);
        item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
        item.tooltip = `${message}\n${hint}`;
        item.contextValue = 'problem';
        item.command = { command: CommandId.OpenConfiguration, title: l10n.t('Open schema-drift.json') };
        return item;
      }
      case 'environment':
        return this.#environmentItem(node.environment, node.key);
      case 'schema': {
        const index = await this.#index(node.environment);
        const item = new TreeItem(node.schema, index.schemas.length === 1 ? Expanded : Collapsed);
        item.iconPath = new ThemeIcon(presentationOf('schema').icon);
        item.description = count(index.countIn(node.schema));
        item.contextValue = 'schema';
        item.tooltip = l10n.t('Schema {0}', node.schema);
        item.resourceUri = nodeUri(
          node.key,
          this.#contains(node.environment, (marks) => marks.within(node.schema)),
        );
        return item;
      }
      case 'group':
        return this.#groupItem(node);
      case 'object':
        return this.#objectItem(node.environment, node.id, node.key);
      case 'failure': {
        const { message, hint } = explain(node.error);
        const item = new TreeItem(message, None);
        item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
        item.tooltip = `${message}\n${hint}`;
        item.contextValue = 'failure';
        item.command = {
          command: CommandId.RefreshEnvironment,
          title: l10n.t('Try Again'),
          arguments: [node],
        };
        return item;
      }
      case 'empty': {
        const item = new TreeItem(l10n.t('This database holds no objects of its own.'), None);
        item.iconPath = new ThemeIcon('info');
        return item;
      }
    }
  }

  #environmentItem(environment: WorkspaceEnvironment, key: string): TreeItem {
    const { kind, role } = environment.environment;
    const state = this.#catalogs.state(environment);
    const item = new TreeItem(environment.label, Collapsed);
    const version =
      state.phase === 'read' && state.schema.serverVersion !== null ? `PostgreSQL ${state.schema.serverVersion}` : '';
    const neighbors = this.#catalogs.onSameServer(environment).join(', ');
    const shared = neighbors === '' ? '' : l10n.t('same server as {0}', neighbors);
    item.description = [this.#side(environment), role === environment.label ? '' : role, version, shared]
      .filter(Boolean)
      .join(' · ');
    item.iconPath =
      state.phase === 'failed' ? new ThemeIcon('error', new ThemeColor('list.errorForeground')) : environmentIcon(kind);
    item.contextValue = `environment.${kind}`;
    item.tooltip = new MarkdownString(
      [
        `**${environment.label}**`,
        whereIs(environment),
        state.phase === 'read' && neighbors !== ''
          ? l10n.t(
              'Database {0}, on the same server as {1}: what ends the one ends the other.',
              state.schema.visible.server.database,
              neighbors,
            )
          : '',
        environment.environment.protected ? l10n.t('Protected: never written to without its name typed.') : '',
      ]
        .filter(Boolean)
        .join('\n\n'),
    );
    const mark: Mark | undefined = isGuarded(environment)
      ? { type: 'guarded' }
      : this.#contains(environment, (marks) => marks.total);
    item.resourceUri = nodeUri(key, mark);
    return item;
  }

  async #groupItem(node: GroupNode): Promise<TreeItem> {
    const index = await this.#index(node.environment);
    const isUnderObject = 'parent' in node.within;
    const size =
      'parent' in node.within
        ? index.childCount(node.within.parent, node.kind)
        : index.countIn(node.within.schema, node.kind);
    const item = new TreeItem(this.#labelOf(node.kind), isUnderObject && node.kind === 'column' ? Expanded : Collapsed);
    item.iconPath = new ThemeIcon(presentationOf(node.kind).icon);
    item.description = count(size);
    item.contextValue = 'group';
    item.tooltip = `${this.#labelOf(node.kind)}: ${count(size)}`;
    const { within } = node;
    item.resourceUri = nodeUri(
      node.key,
      this.#contains(node.environment, (marks) =>
        'parent' in within ? marks.among(within.parent, node.kind) : marks.within(within.schema, node.kind),
      ),
    );
    return item;
  }

  async #objectItem(environment: WorkspaceEnvironment, id: string, key: string): Promise<TreeItem> {
    const index = await this.#index(environment);
    const object = index.catalog.objects.get(id);
    if (object === undefined) return new TreeItem(id, None);
    const hasChildren = index.childKinds(id).length > 0;
    const item = new TreeItem(object.name, hasChildren ? Collapsed : None);
    item.iconPath = new ThemeIcon(presentationOf(object.kind).icon);
    item.description = object.detail;
    item.contextValue = 'object';
    const mark = this.#objectMark(environment, id);
    item.resourceUri = nodeUri(key, mark);
    if (mark?.type === 'difference') {
      const status = describeStatus(mark.status, mark.source, mark.target);
      item.accessibilityInformation = { label: `${object.name}, ${object.detail}. ${status}` };
    }
    if (!hasChildren) {
      item.command = {
        command: CommandId.OpenDefinition,
        title: l10n.t('Open Definition'),
        arguments: [objectNode(environment, id)],
      };
    }
    return item;
  }

  #labelOf(kind: KindName): string {
    const label = this.#kinds.get(kind)?.label.many ?? kind.replaceAll('_', ' ');
    return label.charAt(0).toUpperCase() + label.slice(1);
  }

  #objectMark(environment: WorkspaceEnvironment, id: string): Mark | undefined {
    const pair = this.#pairWith(environment);
    const difference = pair === undefined ? undefined : this.#marks?.differenceOf(id);
    if (pair !== undefined && difference !== undefined) {
      return { type: 'difference', status: difference.status, source: pair.source.label, target: pair.target.label };
    }
    return this.#contains(environment, (marks) => marks.under(id));
  }

  #contains(environment: WorkspaceEnvironment, countOf: (marks: DriftMarks) => number): Mark | undefined {
    if (this.#marks === undefined || this.#pairWith(environment) === undefined) return undefined;
    const found = countOf(this.#marks);
    return found === 0 ? undefined : { type: 'contains', count: found };
  }

  #pairWith(environment: WorkspaceEnvironment) {
    const { pair } = this.#session;
    return pair?.source.label === environment.label || pair?.target.label === environment.label ? pair : undefined;
  }

  #side(environment: WorkspaceEnvironment): string {
    const { pair } = this.#session;
    if (pair?.source.label === environment.label) return l10n.t('source');
    return pair?.target.label === environment.label ? l10n.t('target') : '';
  }
}

function count(size: number): string {
  return size.toLocaleString('en');
}

/** Where an environment is found, without a secret. */
function whereIs({ environment: { location } }: WorkspaceEnvironment): string {
  if ('env' in location) return l10n.t('Environment variable {0}', `\`${location.env}\``);
  if ('file' in location) return l10n.t('{0} in {1}', `\`${location.key}\``, `\`${location.file}\``);
  return `\`${'url' in location ? location.url : location.path}\``;
}
