import assert from 'node:assert/strict';
import type { Difference } from '../../../src/engine/model';
import type { ReviewState } from '../../../src/extension/review/model';
import { presentComparison, presentDetails, presentPlan, presentRefusal } from '../../../src/extension/review/present';
import { summarizePlan } from '../../../src/extension/schema-thread/plan-summary';
import type { DriftView, SchemaView } from '../../../src/extension/schema-view';
import { receiveFromHost } from '../../../src/protocol/messages';

function catalog(parts: Partial<SchemaView> = {}): SchemaView {
  return {
    server: { version: 150018, database: 'db', user: 'me', roles: [] },
    objects: new Map(),
    notCompared: [],
    leftOut: [],
    notRead: [],
    ...parts,
  };
}

const changed: Difference = {
  id: 'column:public.graph_nodes.status',
  kind: 'column',
  schema: 'public',
  name: 'status',
  parent: 'table:public.graph_nodes',
  status: 'changed',
  changes: [
    { attribute: 'not_null', source: true, target: false },
    { attribute: 'grants', source: { anon: ['SELECT'] }, target: {} },
    { attribute: 'default', source: 'x'.repeat(1000), target: null },
  ],
  includes: [],
};

const environment = { kind: 'database', protected: false, serverVersion: '15.18' };

function state(drift: Partial<DriftView>): ReviewState {
  return {
    phase: 'compared',
    source: { ...environment, name: 'production', role: 'production' },
    target: { ...environment, name: 'development' },
    drift: {
      key: 1,
      renames: [],
      possibleRenames: [],
      alignment: null,
      source: catalog(),
      target: catalog(),
      differences: [],
      ...drift,
    },
    stale: false,
  };
}

const labelOf = (kind: string) => ({ one: kind, many: `${kind}s` });

describe('what the extension tells Drift Review', () => {
  it('is understood by it', () => {
    const message = { type: 'comparison', comparison: presentComparison(state({ differences: [changed] }), labelOf) };
    assert.deepEqual(receiveFromHost(structuredClone(message)), { message });
  });

  it('names a difference by what its groups do not say already', () => {
    const comparison = presentComparison(state({ differences: [changed] }), labelOf);
    assert.ok(comparison.phase === 'compared');
    assert.equal(comparison.differences[0]?.label, 'graph_nodes.status');
    assert.deepEqual(comparison.differences[0].attributes, ['not_null', 'grants', 'default']);
  });

  it('says once what neither side was compared for, and where it was found', () => {
    const source = catalog({ notCompared: [{ kind: 'text_search_parser', count: 2, examples: ['a.b'] }] });
    const target = catalog({
      notCompared: [{ kind: 'text_search_parser', count: 1, examples: ['a.c'] }],
      notRead: [{ kind: 'subscription', reason: 'permission denied' }],
    });
    const comparison = presentComparison(state({ source, target }), labelOf);
    assert.ok(comparison.phase === 'compared');
    assert.deepEqual(comparison.omissions, [
      {
        reason: 'not-compared',
        text: 'text search parser (2 in production, 1 in development)',
        examples: ['a.b', 'a.c'],
      },
      { reason: 'not-read', text: 'subscription: permission denied (development)', examples: [] },
    ]);
  });

  it('writes values for people, and long ones short', () => {
    const { changes } = presentDetails(changed, 'source sql', 'target sql');
    assert.deepEqual(changes.slice(0, 2), [
      { attribute: 'not null', source: 'yes', target: 'no' },
      { attribute: 'grants', source: 'anon: SELECT', target: 'none' },
    ]);
    assert.equal(changes[2]?.source.length, 301);
    assert.equal(changes[2].target, 'none');
  });

  it('counts the statements of a plan, and puts hazards to the difference that asked for the step', () => {
    const planned = presentPlan(
      summarizePlan({
        strategy: 'usual',
        steps: [
          {
            object: 'table:public.t',
            action: 'alter',
            difference: changed.id,
            statements: ['ALTER TABLE a', 'ALTER TABLE b'],
            hazards: [{ code: 'REWRITES_TABLE', object: 'table:public.t', message: 'Writes all rows again.' }],
            commitAfter: false,
            inTransaction: true,
          },
        ],
        brought: [{ object: 'extension:vector', reason: 'it is needed' }],
      }),
    );
    assert.ok(planned.outcome === 'planned');
    assert.equal(planned.statements, 2);
    assert.equal(planned.hazards[0]?.difference, changed.id);
    assert.equal(planned.brought.length, 1);
  });

  it('names the object that stands in the way of a plan', () => {
    const refusal = Object.assign(new Error('needs its table'), { object: 'table:public.t' });
    assert.deepEqual(presentRefusal(refusal), {
      outcome: 'refused',
      message: 'needs its table',
      object: 'table:public.t',
    });
    assert.deepEqual(presentRefusal(new Error('other')), { outcome: 'refused', message: 'other', object: null });
  });
});
