import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { PlanRefused } from '../../../src/engine/plan-refused';
import { plan } from '../../../src/engine/plan';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { scriptFor, textOf } from './script';

const SOURCE = `
  create type status as enum ('draft', 'done');
  create function next_label() returns text language sql as $$ select 'x'::text $$;
  create table node (id integer primary key, label text default next_label(), status status default 'draft');
  create index node_status on node (status) where status = 'done';
  create view done as select id from node where status = 'done';
  create table unrelated (id integer);
`;
const TARGET = `
  create table node (id integer primary key, label text, old_note text);
  create view notes as select id, old_note from node;
`;

const latest = Math.max(...majors);

describe('a choice of differences', function () {
  const databases = new OpenDatabases();
  afterEach(() => databases.close());

  async function sides() {
    return databases.drifting(await sharedPostgres(latest), TARGET, SOURCE);
  }

  it('brings what it needs, and says why', async () => {
    const { source, target, drift } = await sides();
    const decided = plan(drift, { chosen: new Set(['index:public.node_status']) });
    assert.deepEqual(decided.brought.map(({ object }) => object).sort(), [
      'column:public.node.status',
      'enum:public.status',
    ]);
    for (const { reason } of decided.brought) assert.match(reason, /needs it$/);
    assert.ok(decided.brought.some(({ reason }) => reason === 'index:public.node_status needs it'));

    await target.run(textOf(drift, decided));
    const left = compare(await source.catalog(), await target.catalog()).differences.map(({ id }) => id);
    assert.deepEqual(
      left.sort(),
      drift.differences
        .map(({ id }) => id)
        .filter((id) => !['index:public.node_status', 'column:public.node.status', 'enum:public.status'].includes(id))
        .sort(),
    );
  });

  it('says in the script why something was brought', async () => {
    const { drift } = await sides();
    assert.match(
      scriptFor(drift, 'view:public.done'),
      /^-- missing column public\.node\.status \(view:public\.done needs it\)$/m,
    );
  });

  it('brings nothing when it needs nothing', async () => {
    const { drift } = await sides();
    const decided = plan(drift, { chosen: new Set(['table:public.unrelated']) });
    assert.deepEqual(decided.brought, []);
    assert.deepEqual(
      decided.steps.map(({ object }) => object),
      ['table:public.unrelated'],
    );
  });

  it('takes a part for the difference that it belongs to', async () => {
    const { drift } = await sides();
    assert.deepEqual(
      plan(drift, { chosen: new Set(['column:public.unrelated.id']) }),
      plan(drift, { chosen: new Set(['table:public.unrelated']) }),
    );
  });

  it('is nothing at all when it is empty', async () => {
    const { drift } = await sides();
    const decided = plan(drift, { chosen: new Set() });
    assert.deepEqual([decided.steps, decided.brought], [[], []]);
  });

  it('is refused when it would take away what stays', async () => {
    const { drift } = await sides();
    assert.throws(
      () => plan(drift, { chosen: new Set(['column:public.node.old_note']) }),
      (error: unknown) => {
        assert.ok(error instanceof PlanRefused);
        assert.equal(error.object, 'column:public.node.old_note');
        assert.match(error.message, /view:public\.notes uses it; choose that as well/);
        return true;
      },
    );
    plan(drift, { chosen: new Set(['column:public.node.old_note', 'view:public.notes']) });
  });

  it('is refused when it names no difference', async () => {
    const { drift } = await sides();
    assert.throws(() => plan(drift, { chosen: new Set(['table:public.nowhere']) }), /is no difference/);
  });
});
