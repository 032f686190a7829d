import assert from 'node:assert/strict';
import { cycles, topologicalOrder, type Edge } from '../../../src/engine/order';

/** Longer than the call stack is deep. */
const DEEP = 50_000;

describe('the order of steps', function () {
  it('puts every step behind those that it waits for', () => {
    const edges: Edge[] = [
      { from: 3, to: 0 },
      { from: 0, to: 1 },
      { from: 3, to: 2 },
    ];
    assert.deepEqual(topologicalOrder(['a', 'b', 'c', 'd'], edges), [3, 0, 1, 2]);
  });

  it('prefers the smaller key where nothing waits', () => {
    assert.deepEqual(topologicalOrder(['c', 'a', 'b'], []), [1, 2, 0]);
    assert.deepEqual(topologicalOrder(['c', 'a', 'b'], [{ from: 0, to: 1 }]), [2, 0, 1]);
  });

  it('is the same in whatever order steps and edges are given', () => {
    const keys = Array.from({ length: 200 }, (_, node) => `step ${String((node * 37) % 200).padStart(3, '0')}`);
    const edges = keys.flatMap((_, node) => (node % 3 === 0 && node + 7 < 200 ? [{ from: node, to: node + 7 }] : []));
    const expected = topologicalOrder(keys, edges).map((node) => keys[node]);
    // Every step under another number, every edge in another place.
    const place = keys.map((_, node) => (node * 73) % keys.length);
    const moved: string[] = [];
    keys.forEach((key, node) => (moved[place[node] ?? 0] = key));
    const movedEdges = edges.map(({ from, to }) => ({ from: place[from] ?? 0, to: place[to] ?? 0 })).reverse();
    assert.deepEqual(
      topologicalOrder(moved, movedEdges).map((node) => moved[node]),
      expected,
    );
  });

  it('takes an edge that is given twice for one', () => {
    const twice = [
      { from: 1, to: 0 },
      { from: 1, to: 0 },
    ];
    assert.deepEqual(topologicalOrder(['a', 'b'], twice), [1, 0]);
  });

  it('follows chains that are deeper than the call stack', () => {
    const keys = Array.from({ length: DEEP }, (_, node) => String(DEEP - node).padStart(6, '0'));
    const chain = Array.from({ length: DEEP - 1 }, (_, node) => ({ from: node, to: node + 1 }));
    assert.deepEqual(
      topologicalOrder(keys, chain),
      keys.map((_, node) => node),
    );
    assert.deepEqual(cycles(DEEP, chain), []);
  });

  it('refuses a circle', () => {
    const circle = [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
    ];
    assert.throws(() => topologicalOrder(['a', 'b'], circle), /circle/);
  });
});

describe('circles among steps', function () {
  const found = (size: number, edges: readonly Edge[]) =>
    cycles(size, edges)
      .map((circle) => [...circle].sort((a, b) => a - b))
      .sort(([a = 0], [b = 0]) => a - b);

  it('are none in a graph that has none', () => {
    const diamond = [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 1, to: 3 },
      { from: 2, to: 3 },
    ];
    assert.deepEqual(found(4, diamond), []);
  });

  it('are found apart from each other, without the steps that only lead to them', () => {
    const edges = [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 1 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
      { from: 4, to: 5 },
      { from: 5, to: 3 },
      { from: 5, to: 6 },
    ];
    assert.deepEqual(found(7, edges), [
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('are one where two of them share a step', () => {
    const edges = [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
      { from: 1, to: 2 },
      { from: 2, to: 1 },
    ];
    assert.deepEqual(found(3, edges), [[0, 1, 2]]);
  });

  it('are found where they are deeper than the call stack', () => {
    const ring = Array.from({ length: DEEP }, (_, node) => ({ from: node, to: (node + 1) % DEEP }));
    assert.equal(cycles(DEEP, ring)[0]?.length, DEEP);
  });
});
