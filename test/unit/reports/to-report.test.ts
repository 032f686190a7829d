import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Catalog, CatalogObject } from '../../../src/engine/model';
import { reportSchema } from '../../../src/reports/report';
import { toReport } from '../../../src/reports/to-report';

const schema = (name: string, comment: string | null = null): CatalogObject => ({
  id: `schema:${name}`,
  kind: 'schema',
  schema: null,
  name,
  parents: [],
  attributes: { owner: 'postgres', grants: [], comment },
  facts: {},
});

const catalog = (objects: readonly CatalogObject[], more: Partial<Catalog> = {}): Catalog => ({
  server: { version: 180004, database: 'app', user: 'postgres', roles: ['postgres'] },
  objects: new Map(objects.map((object) => [object.id, object])),
  dependencies: new Map(),
  notCompared: [],
  leftOut: [],
  notRead: [],
  ...more,
});

const source = { name: 'production', kind: 'database', serverVersion: '18.4' } as const;
const target = { name: 'dev', kind: 'sql', serverVersion: null } as const;

describe('a drift as a report', () => {
  it('gives each difference what belongs to its status', () => {
    const drift = compare(
      catalog([schema('missing'), schema('changed', 'new')]),
      catalog([schema('changed', 'old'), schema('extra')]),
    );
    const report = reportSchema.parse(toReport(drift, source, target));
    const byName = Object.fromEntries(report.differences.map((difference) => [difference.name, difference]));
    assert.deepEqual(Object.keys(byName).sort(), ['changed', 'extra', 'missing']);
    assert.deepEqual(
      Object.values(byName).map(({ name, sourceSql, targetSql, changes }) => [
        name,
        sourceSql !== undefined,
        targetSql !== undefined,
        changes,
      ]),
      report.differences.map(({ name, status }) => [
        name,
        status !== 'extra',
        status !== 'missing',
        status === 'changed' ? [{ attribute: 'comment', source: 'new', target: 'old' }] : undefined,
      ]),
    );
    assert.match(byName.missing?.sourceSql ?? '', /CREATE SCHEMA missing/);
    assert.deepEqual(report.summary, {
      total: 3,
      byStatus: { missing: 1, extra: 1, changed: 1 },
      byKind: { schema: 3 },
    });
    assert.deepEqual([report.source, report.target], [source, target]);
    assert.equal(report.incomplete, false);
  });

  it('counts what both sides have once', () => {
    const drift = compare(
      catalog([], {
        notCompared: [{ kind: 'foreign_server', count: 2, examples: ['a', 'b'] }],
        leftOut: [{ reason: 'excluded by pattern', count: 1, examples: ['x'] }],
      }),
      catalog([], {
        notCompared: [
          { kind: 'foreign_server', count: 3, examples: ['b', 'c', 'd'] },
          { kind: 'publication', count: 1, examples: ['p'] },
        ],
      }),
    );
    const report = toReport(drift, source, target);
    assert.deepEqual(report.notCompared, [
      { kind: 'foreign_server', count: 3, examples: ['a', 'b', 'c', 'd'] },
      { kind: 'publication', count: 1, examples: ['p'] },
    ]);
    assert.deepEqual(report.leftOut, [{ reason: 'excluded by pattern', count: 1, examples: ['x'] }]);
  });

  it('says when two databases share a server, and never of a file', () => {
    const on = (system: string) => catalog([], { server: { ...catalog([]).server, system } });
    const other = { ...target, kind: 'database' } as const;
    assert.equal(toReport(compare(on('1'), on('1')), source, other).sameServer, true);
    assert.equal(toReport(compare(on('1'), on('2')), source, other).sameServer, false);
    assert.equal(toReport(compare(catalog([]), catalog([])), source, other).sameServer, false);
    assert.equal(toReport(compare(on('1'), on('1')), source, target).sameServer, false);
  });

  it('is incomplete when one side was not read in full, and says which', () => {
    const notRead = [{ kind: 'policy', reason: 'permission denied' }];
    const report = toReport(compare(catalog([]), catalog([], { notRead })), source, target);
    assert.equal(report.incomplete, true);
    assert.deepEqual(report.notRead, [{ environment: 'target', kind: 'policy', reason: 'permission denied' }]);
  });
});
