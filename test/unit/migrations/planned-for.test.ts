import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Catalog, CatalogObject } from '../../../src/engine/model';
import { EVERYTHING, narrow } from '../../../src/engine/scope';
import { isAsPlanned, plannedForLine, readPlannedFor } from '../../../src/migrations/planned-for';

const SCOPE = { ...EVERYTHING, preset: 'none', exclude: ['public.odd\n*'], ignore: ['comment'] } as const;

function schemaObject(name: string, attributes: CatalogObject['attributes']): CatalogObject {
  return { id: `schema:${name}`, kind: 'schema', schema: null, name, parents: [], attributes, facts: {} };
}

function catalogOf(...objects: readonly CatalogObject[]): Catalog {
  return {
    server: { version: 180000, database: 'd', user: 'u', roles: [] },
    objects: new Map(objects.map((each) => [each.id, each])),
    dependencies: new Map(),
    notCompared: [],
    leftOut: [],
    notRead: [],
  };
}

const a = schemaObject('a', { owner: 'o', grants: { r: ['USAGE'], s: ['CREATE'] }, comment: 'x' });
const b = schemaObject('b', { owner: 'o', grants: {} });

function line(target: Catalog): string | undefined {
  return plannedForLine(compare(catalogOf(), narrow(target, SCOPE)), SCOPE, 'database');
}

describe('what a migration was planned for', function () {
  const planned = readPlannedFor(`-- Head\n${line(catalogOf(a, b)) ?? ''}\n\nSELECT 1;\n`);

  it('is one comment line that says the scope', () => {
    assert.doesNotMatch(line(catalogOf(a, b)) ?? '\n', /\n/);
    assert.deepEqual(planned?.scope, SCOPE);
  });

  it('does not depend on an order, nor on what is out of scope', () => {
    assert.ok(planned !== null);
    const reordered = schemaObject('a', { grants: { s: ['CREATE'], r: ['USAGE'] }, comment: 'y', owner: 'o' });
    assert.equal(isAsPlanned(planned, catalogOf(b, reordered)), true);
  });

  it('changes with any object and any attribute', () => {
    assert.ok(planned !== null);
    assert.equal(isAsPlanned(planned, catalogOf(a)), false);
    assert.equal(isAsPlanned(planned, catalogOf(a, { ...b, attributes: { owner: 'p', grants: {} } })), false);
  });

  it('is not said where a part could not be read, nor of a file of SQL', () => {
    const unread = { ...catalogOf(), notRead: [{ kind: 'server', reason: 'permission denied' }] };
    assert.equal(plannedForLine(compare(unread, catalogOf(a)), SCOPE, 'database'), undefined);
    assert.equal(plannedForLine(compare(catalogOf(), catalogOf(a)), SCOPE, 'sql'), undefined);
  });

  it('is nothing in a file without the line, and refused where the line is damaged', () => {
    assert.equal(readPlannedFor('SELECT 1;'), null);
    assert.throws(() => readPlannedFor('-- schema-drift planned-for: {"fingerprint"'), /is damaged.*Nothing was run/);
  });
});
