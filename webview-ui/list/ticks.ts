/** What a checkbox shows for one difference, or for a group of them. */
export type Ticked = 'true' | 'false' | 'mixed';

/** The state of a checkbox that stands for these differences. */
export function tickedState(ids: readonly string[], chosen: ReadonlySet<string>): Ticked {
  let count = 0;
  for (const id of ids) if (chosen.has(id)) count++;
  if (count === 0) return 'false';
  return count === ids.length ? 'true' : 'mixed';
}

/** Ticks set and taken away by one gesture. The number lets the host say which it has seen. */
export interface TickChange {
  readonly number: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The gesture on a checkbox: ticks all of these differences, or none if all are ticked. */
export function toggle(ids: readonly string[], chosen: ReadonlySet<string>): Omit<TickChange, 'number'> {
  return tickedState(ids, chosen) === 'true'
    ? { add: [], remove: ids }
    : { add: ids.filter((id) => !chosen.has(id)), remove: [] };
}

/**
 * Ticks that the host has not answered yet. A choice that comes from the host is older than they are, so they are put
 * on top of it: no click is ever undone by an answer that was already under way.
 */
export class PendingTicks {
  #last = 0;
  #pending: TickChange[] = [];

  /** Numbers a change and remembers it. */
  add(change: Omit<TickChange, 'number'>): TickChange {
    const numbered = { ...change, number: ++this.#last };
    this.#pending.push(numbered);
    return numbered;
  }

  /** Forgets what the host has seen. */
  acknowledge(number: number): void {
    this.#pending = this.#pending.filter((change) => change.number > number);
  }

  /** True when the host knows every tick. */
  get settled(): boolean {
    return this.#pending.length === 0;
  }

  /** The host's choice with the pending ticks on top. */
  applyTo(chosen: Iterable<string>): Set<string> {
    return this.#pending.reduce((set, change) => applyTick(set, change), new Set(chosen));
  }
}

/** A choice after one change. */
export function applyTick(chosen: ReadonlySet<string>, { add, remove }: Omit<TickChange, 'number'>): Set<string> {
  const next = new Set(chosen);
  for (const id of remove) next.delete(id);
  for (const id of add) next.add(id);
  return next;
}
