import { batch, computed, effect, signal } from '@preact/signals';
import type { Strategy } from '../src/engine/model';
import type { Comparison, Details, Planned, Proved } from '../src/protocol/comparison';
import type { HostMessage, ReviewMessage } from '../src/protocol/messages';
import { saveChoice, type SavedState } from '../src/protocol/saved-state';
import { countByStatus, group, idsIn, STATUSES, visibleRows, type Groups, type Row, type Status } from './list/rows';
import { applyTick, PendingTicks, toggle } from './list/ticks';

/** The extension, as far as the review speaks to it. */
export interface Host {
  send(message: ReviewMessage): void;
  save(state: SavedState): void;
}

/** The right-hand pane: nothing yet, one difference in full, or why it can't be shown. */
export type Detail = Details | { readonly id: string; readonly message: string };

export type HazardOfPlan = Extract<Planned, { outcome: 'planned' }>['hazards'][number];

const NO_GROUPS: Groups = [];

/** The share of the width that the list has at first. */
const LIST_SHARE = 0.34;

/** Everything that Drift Review shows, as signals, and everything a person can do with it. */
export class ReviewStore {
  readonly comparison = signal<Comparison>({ phase: 'none' });
  readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly planned = signal<Planned | undefined>(undefined);
  readonly strategy = signal<Strategy>('usual');
  readonly proof = signal<Proved>({ phase: 'none' });
  readonly detail = signal<Detail | undefined>(undefined);
  /** The difference in the right-hand pane. */
  readonly shown = signal<string | undefined>(undefined);
  /** The row that the keyboard is on. */
  readonly focused = signal<string | undefined>(undefined);
  readonly text = signal('');
  readonly statuses = signal<ReadonlySet<Status>>(new Set(STATUSES));
  readonly closed = signal<ReadonlySet<string>>(new Set());
  readonly listShare = signal(LIST_SHARE);
  /** What a screen reader says next. */
  readonly announcement = signal('');

  readonly compared = computed(() => (this.comparison.value.phase === 'compared' ? this.comparison.value : undefined));
  readonly differences = computed(() => this.compared.value?.differences ?? []);
  readonly byId = computed(() => new Map(this.differences.value.map((difference) => [difference.id, difference])));
  /** What a kind is called. */
  readonly kindLabels = computed(() => new Map(this.compared.value?.kinds.map(({ name, one }) => [name, one])));
  readonly counts = computed(() => countByStatus(this.differences.value));
  readonly #groups = computed(() => (this.compared.value ? group(this.compared.value) : NO_GROUPS));
  readonly rows = computed<readonly Row[]>(() =>
    visibleRows(this.#groups.value, { text: this.text.value, statuses: this.statuses.value }, this.closed.value),
  );
  /** The differences that pass the filter. */
  readonly filteredIds = computed(() => idsIn(this.rows.value));
  readonly chosenCount = computed(() => {
    const chosen = this.chosen.value;
    return this.differences.value.reduce((count, { id }) => count + (chosen.has(id) ? 1 : 0), 0);
  });
  readonly hazards = computed(() => {
    const found = new Map<string, HazardOfPlan[]>();
    if (this.planned.value?.outcome !== 'planned') return found;
    for (const hazard of this.planned.value.hazards) {
      const known = found.get(hazard.difference);
      if (known) known.push(hazard);
      else found.set(hazard.difference, [hazard]);
    }
    return found;
  });
  readonly brought = computed(() => {
    const planned = this.planned.value;
    return new Map(planned?.outcome === 'planned' ? planned.brought.map((each) => [each.object, each.reason]) : []);
  });

  readonly #host: Host;
  readonly #ticks = new PendingTicks();
  /** The choice as it was saved, until the host sends one. */
  readonly #savedChoice = signal<SavedState['choice']>(null);
  readonly #currentChoice = computed(() => {
    const ids = this.differences.value.map((difference) => difference.id);
    return ids.length === 0 ? null : saveChoice(ids, this.chosen.value);
  });
  /** The two environments that filter and choice are meant for. */
  readonly #pair = signal<Pick<SavedState, 'source' | 'target'>>({ source: null, target: null });

  constructor(host: Host, saved: SavedState | undefined) {
    this.#host = host;
    if (saved) this.#restore(saved);
    effect(() => {
      const state = this.#toSave();
      host.save(state);
    });
  }

  /** Takes in what the extension says. */
  receive(message: HostMessage): void {
    batch(() => {
      switch (message.type) {
        case 'comparison':
          this.#showComparison(message.comparison);
          return;
        case 'chosen':
          this.#ticks.acknowledge(message.after);
          this.chosen.value = this.#ticks.applyTo(message.ids);
          if (this.compared.value) this.#savedChoice.value = null;
          return;
        case 'strategy':
          this.strategy.value = message.strategy;
          return;
        case 'proof':
          this.proof.value = message.proof;
          return;
        case 'planned':
          this.#ticks.acknowledge(message.after);
          // A plan for fewer ticks than are made by now is out of date: the next one is on its way.
          if (this.#ticks.settled) this.planned.value = message.planned;
          return;
        case 'show':
          if (this.byId.value.has(message.id)) this.show(message.id);
          return;
        case 'details':
          if (message.details.id === this.shown.value) this.detail.value = message.details;
          return;
        case 'detailsFailed':
          if (message.id === this.shown.value) this.detail.value = { id: message.id, message: message.message };
          return;
      }
    });
  }

  /** Shows a difference in the right-hand pane, and puts the keyboard's row there. */
  show(id: string): void {
    batch(() => {
      this.focused.value = id;
      if (this.shown.value === id && this.detail.value !== undefined) return;
      this.shown.value = id;
      // What was shown before stays until the answer is here: no flicker while the arrow key is held down.
      this.#host.send({ type: 'showDetails', id });
    });
  }

  /** Moves the keyboard to a row; the right-hand pane follows. */
  focusRow(row: Row): void {
    if (row.type === 'difference') this.show(row.difference.id);
    else this.focused.value = row.key;
  }

  /** Ticks these differences, or takes the ticks away if all have one. */
  toggle(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const change = this.#ticks.add(toggle(ids, this.chosen.value));
    batch(() => {
      this.chosen.value = applyTick(this.chosen.value, change);
      this.announcement.value = `${this.chosenCount.value} of ${this.differences.value.length} selected`;
    });
    this.#host.send({ type: 'choose', number: change.number, add: [...change.add], remove: [...change.remove] });
  }

  /** Has the migration planned in another way. */
  useStrategy(strategy: Strategy): void {
    this.strategy.value = strategy;
    this.#host.send({ type: 'useStrategy', strategy });
  }

  /** Opens or closes a group. */
  setOpen(key: string, open: boolean): void {
    const closed = new Set(this.closed.value);
    if (open) closed.delete(key);
    else closed.add(key);
    this.closed.value = closed;
  }

  /** Narrows the list to what contains these words. */
  filterByText(text: string): void {
    batch(() => {
      this.text.value = text;
      this.#announceFilter();
    });
  }

  /** Shows or hides the differences of a status. */
  toggleStatus(status: Status): void {
    const statuses = new Set(this.statuses.value);
    if (!statuses.delete(status)) statuses.add(status);
    batch(() => {
      this.statuses.value = statuses;
      this.#announceFilter();
    });
  }

  /** Shows all differences again. */
  clearFilter(): void {
    batch(() => {
      this.text.value = '';
      this.statuses.value = new Set(STATUSES);
      this.#announceFilter();
    });
  }

  send(message: ReviewMessage): void {
    this.#host.send(message);
  }

  #announceFilter(): void {
    this.announcement.value = `${this.filteredIds.value.length} of ${this.differences.value.length} differences shown`;
  }

  #showComparison(comparison: Comparison): void {
    if (comparison.phase !== 'none') this.#forgetOtherPair(comparison.source.name, comparison.target.name);
    this.comparison.value = comparison;
    if (comparison.phase !== 'compared') return;
    this.planned.value = undefined;
    const wanted = this.shown.value;
    const first = this.rows.value.find((row) => row.type === 'difference')?.key;
    const id = wanted !== undefined && this.byId.value.has(wanted) ? wanted : first;
    if (id !== this.detail.value?.id) this.detail.value = undefined;
    this.shown.value = undefined;
    if (id === undefined) this.focused.value = undefined;
    else this.show(id);
    const count = comparison.differences.length;
    this.announcement.value = `${count} ${count === 1 ? 'difference' : 'differences'} found`;
  }

  /** A filter is meant for two environments, whichever is the source; for others it would only hide things. */
  #forgetOtherPair(source: string, target: string): void {
    const { source: oldSource, target: oldTarget } = this.#pair.value;
    this.#pair.value = { source, target };
    const names = [source, target];
    if (oldSource === null || oldTarget === null || (names.includes(oldSource) && names.includes(oldTarget))) return;
    this.text.value = '';
    this.statuses.value = new Set(STATUSES);
    this.closed.value = new Set();
    this.#savedChoice.value = null;
  }

  #restore(saved: SavedState): void {
    this.#savedChoice.value = saved.choice;
    this.#pair.value = { source: saved.source, target: saved.target };
    this.shown.value = saved.shown ?? undefined;
    this.text.value = saved.text;
    this.statuses.value = new Set(saved.statuses);
    this.closed.value = new Set(saved.closed);
    this.listShare.value = saved.listShare;
  }

  #toSave(): SavedState {
    return {
      formatVersion: 1,
      ...this.#pair.value,
      choice: this.#savedChoice.value ?? this.#currentChoice.value,
      shown: this.shown.value ?? null,
      text: this.text.value,
      statuses: [...this.statuses.value],
      closed: [...this.closed.value],
      listShare: this.listShare.value,
    };
  }
}
