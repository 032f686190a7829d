import { type Disposable, EventEmitter, l10n, type Memento, workspace } from 'vscode';
import type { ObjectId, Rename, Strategy } from '../engine/model';
import type { Scope } from '../engine/scope';
import type { Activity } from './activity';
import type { CatalogStore } from './catalog-store';
import type { EnvironmentStore } from './environment-store';
import { isCancelled, explain } from './error-text';
import type { Log } from './log';
import type { ReviewEnvironment, ReviewModel, ReviewState } from './review/model';
import type { PlanRequest, PlanSummary } from './schema-thread/contract';
import type { DriftView } from './schema-view';
import type { SchemaWork } from './schema-work';
import { ViewId } from './view-ids';
import type { WorkspaceEnvironment } from './workspace-environment';
import { HelpfulError } from './helpful-error';

/** The two environments of a comparison. */
export interface Pair {
  /** The environment that is right. */
  readonly source: WorkspaceEnvironment;
  /** The environment to be brought in line. */
  readonly target: WorkspaceEnvironment;
}

const LAST_COMPARISON = 'schemaDrift.lastComparison';

/** What outlives the window: two labels, and what a person said of their comparison. */
interface LastComparison {
  readonly source: string;
  readonly target: string;
  readonly renames: readonly Rename[];
  readonly notRenamed: readonly Rename[];
  readonly strategy: Strategy | null;
}

/** The one current comparison of a window: two environments, their drift, and what is chosen for the migration. */
export class ComparisonSession implements ReviewModel, Disposable {
  readonly #environments: EnvironmentStore;
  readonly #catalogs: CatalogStore;
  readonly #work: SchemaWork;
  readonly #activity: Activity;
  readonly #memory: Memento;
  readonly #log: Log;
  readonly #settings: Disposable;
  readonly #stateChanged = new EventEmitter<void>();
  readonly #chosenChanged = new EventEmitter<void>();
  readonly #strategyChanged = new EventEmitter<void>();
  #state: ReviewState = { phase: 'none' };
  #pair: Pair | undefined;
  #chosen: ReadonlySet<ObjectId> = new Set();
  #strategy: Strategy | null = null;
  #renames: readonly Rename[] = [];
  /** Possible renames of which a person said that they are none. */
  #notRenamed: readonly Rename[] = [];
  #running: AbortController | undefined;
  #error: unknown;

  readonly onDidChangeState = this.#stateChanged.event;
  readonly onDidChangeChosen = this.#chosenChanged.event;
  readonly onDidChangeStrategy = this.#strategyChanged.event;

  constructor(
    environments: EnvironmentStore,
    catalogs: CatalogStore,
    work: SchemaWork,
    activity: Activity,
    memory: Memento,
    log: Log,
  ) {
    this.#environments = environments;
    this.#catalogs = catalogs;
    this.#work = work;
    this.#activity = activity;
    this.#memory = memory;
    this.#log = log;
    this.#settings = workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('schemaDrift.migration')) this.#strategyChanged.fire();
    });
  }

  get state(): ReviewState {
    return this.#state;
  }

  get pair(): Pair | undefined {
    return this.#pair;
  }

  /** The drift, when the last comparison gave one. */
  get drift(): DriftView | undefined {
    return this.#state.phase === 'compared' ? this.#state.drift : undefined;
  }

  /** The drift and between whom. Throws an error that says what to do when there is none. */
  requireCompared(): { readonly drift: DriftView; readonly pair: Pair } {
    const { drift, pair } = this;
    if (drift !== undefined && pair !== undefined) return { drift, pair };
    throw new HelpfulError(l10n.t('There is no comparison yet. Run “Schema Drift: Compare Environments” first.'));
  }

  /** Why the last comparison failed. */
  get error(): unknown {
    return this.#state.phase === 'failed' ? this.#error : undefined;
  }

  get chosen(): ReadonlySet<ObjectId> {
    return this.#chosen;
  }

  get strategy(): Strategy {
    return this.#strategy ?? workspace.getConfiguration('schemaDrift').get<Strategy>('migration.strategy', 'usual');
  }

  /** What a migration of the choice is to do, and in which way. */
  get planRequest(): PlanRequest {
    return { chosen: [...this.#chosen], strategy: this.strategy };
  }

  /** The labels of the pair that was compared last, in this window or an earlier one. */
  get lastPair(): { readonly source: string; readonly target: string } | undefined {
    return this.#last();
  }

  async compare(source?: string, target?: string): Promise<void> {
    let pair: Pair;
    try {
      pair = await this.#resolve(source, target);
    } catch (error) {
      if (source === undefined || target === undefined) throw error;
      // The pair of an earlier window: the review still shows its names, and why they can't be compared.
      this.#fail(error, { source: unknown(source), target: unknown(target) });
      return;
    }
    const before = { state: this.#state, pair: this.#pair };
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const isSamePair =
      before.pair?.source.label === pair.source.label && before.pair.target.label === pair.target.label;
    this.#pair = pair;
    if (!isSamePair) this.#recall(pair);
    this.#setState({ phase: 'comparing', ...describe(pair) });
    try {
      const drift = await this.#activity.run(ViewId.Drift, (cancelledByPerson) =>
        this.#compare(pair, AbortSignal.any([running.signal, cancelledByPerson])),
      );
      if (this.#running !== running) return;
      this.#running = undefined;
      this.#renames = drift.renames;
      this.#chooseAfter(drift, isSamePair && before.state.phase === 'compared' ? before.state.drift : undefined);
      await this.#remember(pair);
      this.#setState({
        phase: 'compared',
        ...describe(pair, this.#catalogs),
        drift: this.#withoutRefused(drift),
        stale: false,
      });
      this.#log.info(
        `Compared ${pair.source.label} (source) with ${pair.target.label} (target): ${drift.differences.length} differences.`,
      );
    } catch (error) {
      if (this.#running !== running) return;
      this.#running = undefined;
      if (isCancelled(error)) {
        this.#pair = before.pair;
        this.#setState(before.state.phase === 'comparing' ? { phase: 'none' } : before.state);
        return;
      }
      this.#fail(error, describe(pair));
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  async swap(): Promise<void> {
    if (this.#pair === undefined)
      throw new HelpfulError(l10n.t('There is no comparison to swap. Compare two environments first.'));
    await this.compare(this.#pair.target.label, this.#pair.source.label);
  }

  choose(ids: ReadonlySet<ObjectId>): void {
    this.#chosen = new Set(ids);
    this.#chosenChanged.fire();
  }

  async useStrategy(strategy: Strategy): Promise<void> {
    this.#strategy = strategy;
    this.#strategyChanged.fire();
    await this.#remember(this.#pair);
  }

  /** Two objects are one that was renamed. Throws RenameRefused; then nothing has changed. */
  async acceptRename(rename: Rename): Promise<void> {
    await this.#useRenames([...this.#renames, rename]);
  }

  /** What was accepted is no rename after all. */
  async undoRename(rename: Rename): Promise<void> {
    await this.#useRenames(this.#renames.filter((each) => !isSame(each, rename)));
  }

  /** Two objects are two: the rename is not offered again for this pair. */
  async refuseRename(rename: Rename): Promise<void> {
    if (this.#state.phase !== 'compared') return;
    this.#notRenamed = [...this.#notRenamed, rename];
    this.#setState({ ...this.#state, drift: this.#withoutRefused(this.#state.drift) });
    await this.#remember(this.#pair);
  }

  async definition(side: 'source' | 'target', id: ObjectId): Promise<string> {
    const drift = this.drift;
    if (drift === undefined) return '';
    return this.#work.definition({ drift: drift.key, side }, id);
  }

  async plan(): Promise<PlanSummary> {
    const drift = this.drift;
    if (drift === undefined)
      throw new HelpfulError(l10n.t('There is no drift to plan for. Compare two environments first.'));
    return this.#work.plan(drift.key, this.planRequest);
  }

  /** Says that a schema has probably changed since it was read. */
  markStale(): void {
    if (this.#state.phase === 'compared' && !this.#state.stale) this.#setState({ ...this.#state, stale: true });
  }

  /** Ends the comparison when one of its environments is no longer there. */
  forgetMissing(): void {
    const pair = this.#pair;
    if (pair === undefined || this.#state.phase === 'comparing') return;
    if (this.#environments.find(pair.source.label) && this.#environments.find(pair.target.label)) return;
    this.#pair = undefined;
    this.#chosen = new Set();
    this.#setState({ phase: 'none' });
  }

  dispose(): void {
    this.#running?.abort();
    this.#settings.dispose();
    this.#stateChanged.dispose();
    this.#chosenChanged.dispose();
    this.#strategyChanged.dispose();
  }

  async #compare(pair: Pair, signal: AbortSignal): Promise<DriftView> {
    const failed = new AbortController();
    const request = { signal: AbortSignal.any([signal, failed.signal]), mayAsk: true };
    try {
      const [source, target] = await Promise.all([
        this.#catalogs.read(pair.source, request),
        this.#catalogs.read(pair.target, request),
      ]);
      return await this.#work.compare(source, target, this.#scopeOf(pair), this.#renames);
    } catch (error) {
      // Where one side can't be read, the other is of no use.
      failed.abort();
      throw error;
    }
  }

  /** Compares what was read once more. */
  async #useRenames(renames: readonly Rename[]): Promise<void> {
    const [pair, state] = [this.#pair, this.#state];
    if (pair === undefined || state.phase !== 'compared') return;
    const asRead = { mayAsk: true };
    const [source, target] = await Promise.all([
      this.#catalogs.get(pair.source, asRead),
      this.#catalogs.get(pair.target, asRead),
    ]);
    const drift = await this.#work.compare(source, target, this.#scopeOf(pair), renames);
    if (this.#state !== state) {
      this.#work.forget(drift.key);
      return;
    }
    this.#renames = drift.renames;
    this.#chooseAfter(drift, state.drift);
    this.#setState({ ...state, drift: this.#withoutRefused(drift) });
    await this.#remember(pair);
  }

  #last(): LastComparison | undefined {
    return this.#memory.get(LAST_COMPARISON);
  }

  async #remember(pair: Pair | undefined): Promise<void> {
    if (pair === undefined) return;
    const last: LastComparison = {
      source: pair.source.label,
      target: pair.target.label,
      renames: this.#renames,
      notRenamed: this.#notRenamed,
      strategy: this.#strategy,
    };
    await this.#memory.update(LAST_COMPARISON, last);
  }

  /** What a person said when this pair was the last one to be compared; of another pair, nothing is known. */
  #recall({ source, target }: Pair): void {
    const last = this.#last();
    const isLast = last?.source === source.label && last.target === target.label;
    this.#renames = isLast ? last.renames : [];
    this.#notRenamed = isLast ? last.notRenamed : [];
    if (isLast) this.#strategy ??= last.strategy;
  }

  #withoutRefused(drift: DriftView): DriftView {
    const isOffered = (rename: Rename): boolean => !this.#notRenamed.some((each) => isSame(each, rename));
    return { ...drift, possibleRenames: drift.possibleRenames.filter(isOffered) };
  }

  #fail(error: unknown, sides: Sides): void {
    this.#error = error;
    this.#log.error(`Comparing ${sides.source.name} with ${sides.target.name} failed.`, error);
    this.#setState({ phase: 'failed', ...sides, ...explain(error) });
  }

  async #resolve(source?: string, target?: string): Promise<Pair> {
    await this.#environments.ready();
    if (source === undefined && target === undefined && this.#pair !== undefined) return this.#pair;
    return { source: this.#find(source), target: this.#find(target) };
  }

  #find(label: string | undefined): WorkspaceEnvironment {
    const found = label === undefined ? undefined : this.#environments.find(label);
    if (found !== undefined) return found;
    throw new HelpfulError(
      label === undefined
        ? l10n.t('Name a source and a target to compare.')
        : l10n.t('There is no environment named {0}. Add it to schema-drift.json.', label),
    );
  }

  /** The scope that schema-drift.json gives to this comparison. */
  #scopeOf({ source, target }: Pair): Scope | undefined {
    return this.#environments
      .configurationOf(target.folder)
      ?.comparisons.find((each) => each.source === source.environment.name && each.target === target.environment.name)
      ?.scope;
  }

  /** All is chosen at first; later, what a person left out stays out. */
  #chooseAfter(drift: DriftView, before: DriftView | undefined): void {
    const leftOut = new Set(before?.differences.map(({ id }) => id).filter((id) => !this.#chosen.has(id)));
    this.choose(new Set(drift.differences.map(({ id }) => id).filter((id) => !leftOut.has(id))));
  }

  #setState(state: ReviewState): void {
    const before = this.drift;
    this.#state = state;
    const isLetGo = before !== undefined && before.key !== this.drift?.key && state.phase !== 'comparing';
    if (isLetGo) this.#work.forget(before.key);
    this.#stateChanged.fire();
  }
}

function isSame(one: Rename, other: Rename): boolean {
  return one.from === other.from && one.to === other.to;
}

interface Sides {
  readonly source: ReviewEnvironment;
  readonly target: ReviewEnvironment;
}

function unknown(name: string): ReviewEnvironment {
  return { name, kind: 'database', protected: false, serverVersion: null };
}

function describe({ source, target }: Pair, catalogs?: CatalogStore): Sides {
  const one = (each: WorkspaceEnvironment): ReviewEnvironment => {
    const state = catalogs?.state(each);
    return {
      name: each.label,
      kind: each.environment.kind,
      role: each.environment.role,
      protected: each.environment.protected,
      serverVersion: state?.phase === 'read' ? state.schema.serverVersion : null,
    };
  };
  return { source: one(source), target: one(target) };
}
