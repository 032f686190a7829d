/** A graph of nodes 0 … n-1; an edge says that `from` comes before `to`. */
export interface Edge {
  readonly from: number;
  readonly to: number;
}

/**
 * The strongly connected components with more than one node, by Tarjan's algorithm, without recursion: a schema's
 * dependency chains can be deeper than the call stack.
 */
export function cycles(size: number, edges: readonly Edge[]): number[][] {
  const next = adjacency(size, edges);
  const index = new Array<number>(size).fill(-1);
  const low = new Array<number>(size).fill(0);
  const onStack = new Array<boolean>(size).fill(false);
  const stack: number[] = [];
  const found: number[][] = [];
  let counter = 0;
  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    const work = [{ node: root, at: 0 }];
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      if (frame.at === 0) {
        index[node] = low[node] = counter++;
        stack.push(node);
        onStack[node] = true;
      }
      const successor = next[node]?.[frame.at++];
      if (successor !== undefined) {
        if (index[successor] === -1) work.push({ node: successor, at: 0 });
        else if (onStack[successor] === true) low[node] = Math.min(low[node] ?? 0, index[successor] ?? 0);
        continue;
      }
      work.pop();
      const caller = work.at(-1)?.node;
      if (caller !== undefined) low[caller] = Math.min(low[caller] ?? 0, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) onStack[member] = false;
      if (component.length > 1) found.push(component);
    }
  }
  return found;
}

/**
 * The one order in which every edge points forward and, where edges leave a choice, the smaller key comes first.
 * @param batches the batch of each node: one is left only when nothing of it can come next, for the lowest that has
 * something; the first is 0
 * @throws Error when there is a cycle
 */
export function topologicalOrder(
  keys: readonly string[],
  edges: readonly Edge[],
  batches: readonly number[] = [],
): number[] {
  const next = adjacency(keys.length, edges);
  const waiting = new Array<number>(keys.length).fill(0);
  for (const { to } of edges) waiting[to] = (waiting[to] ?? 0) + 1;
  const ready = new ReadyNodes(rankByKey(keys), batches);
  waiting.forEach((count, node) => {
    if (count === 0) ready.push(node);
  });
  const order: number[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (const successor of next[node] ?? []) {
      const left = (waiting[successor] ?? 0) - 1;
      waiting[successor] = left;
      if (left === 0) ready.push(successor);
    }
  }
  if (order.length < keys.length) throw new Error('the steps depend on each other in a circle');
  return order;
}

function adjacency(size: number, edges: readonly Edge[]): number[][] {
  const next = Array.from({ length: size }, (): number[] => []);
  for (const { from, to } of edges) next[from]?.push(to);
  return next;
}

function rankByKey(keys: readonly string[]): number[] {
  const rank = new Array<number>(keys.length).fill(0);
  const compareKeys = (a: number, b: number): number => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1);
  [...keys.keys()].sort(compareKeys).forEach((node, place) => (rank[node] = place));
  return rank;
}

/** What can come next, batch by batch. */
class ReadyNodes {
  readonly #heaps: (Heap | undefined)[] = [];
  #batch = 0;
  constructor(
    private readonly rank: readonly number[],
    private readonly batches: readonly number[],
  ) {}

  push(node: number): void {
    const batch = this.batches[node] ?? 0;
    (this.#heaps[batch] ??= new Heap(this.rank)).push(node);
  }

  pop(): number | undefined {
    for (const batch of [this.#batch, ...this.#heaps.keys()]) {
      const node = this.#heaps[batch]?.pop();
      if (node === undefined) continue;
      this.#batch = batch;
      return node;
    }
    return undefined;
  }
}

/** A binary heap of nodes, smallest rank first. */
class Heap {
  readonly #items: number[] = [];
  constructor(private readonly rank: readonly number[]) {}

  push(node: number): void {
    const items = this.#items;
    items.push(node);
    for (let at = items.length - 1; at > 0;) {
      const up = (at - 1) >> 1;
      if (!this.#less(at, up)) break;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = left + 1 < items.length && this.#less(left + 1, left) ? left + 1 : left;
      if (child >= items.length || !this.#less(child, at)) return top;
      this.#swap(at, child);
      at = child;
    }
  }

  #less(a: number, b: number): boolean {
    return (this.rank[this.#items[a] ?? 0] ?? 0) < (this.rank[this.#items[b] ?? 0] ?? 0);
  }

  #swap(a: number, b: number): void {
    const items = this.#items;
    [items[a], items[b]] = [items[b] ?? 0, items[a] ?? 0];
  }
}
