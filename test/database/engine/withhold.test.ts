import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { renderMigration, renderScript } from '../../../src/engine/render/migration';
import { planAllowed } from '../../../src/engine/withhold';
import { expectSameSchema } from '../../support/same-schema';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const OPTIONS = { source: 'source', target: 'target', date: new Date(0), version: '0.0.0' };

/** Whatever loses data, and what can only follow: a table's type, a view of the same name. */
const TARGET = `
  create type mood as enum ('sad');
  create table diary (id integer, mood mood);
  create table report (id integer);
  create table kept (id integer, note text);
  insert into diary values (1, 'sad'); insert into report values (1); insert into kept values (1, 'a');`;

const SOURCE = `
  create table kept (id integer, name text);
  create view report as select id from kept;
  create view names as select name from kept;`;

describe('a plan that may not delete data', function () {
  const databases = new OpenDatabases();
  afterEach(() => databases.close());

  async function sides() {
    return databases.drifting(await sharedPostgres(Math.max(...majors)), TARGET, SOURCE);
  }

  it('leaves out what does, and what can only follow it', async () => {
    const { source, target, drift } = await sides();
    const decided = planAllowed(drift, []);
    assert.deepEqual([...(decided.withheld?.differences ?? [])].sort(), [
      'column:public.kept.note',
      'enum:public.mood',
      'table:public.diary',
      'table:public.report',
      'view:public.report',
    ]);
    const script = renderScript(drift, decided, OPTIONS);
    for (const object of ['table:public.diary', 'table:public.report', 'column:public.kept.note'])
      assert.match(script, new RegExp(`^--   --allow DELETES_DATA:${object}  \\(`, 'm'));
    await target.run(script);
    assert.deepEqual((await target.connection.query('select * from kept'))[0], [['1', 'a', null]]);

    // What stands in the comments is the rest.
    const left = compare(await source.catalog(), await target.catalog());
    assert.deepEqual(new Set(left.differences.map(({ id }) => id)), decided.withheld?.differences);
    const comments = script.slice(script.indexOf('-- LEFT OUT')).split('\n');
    const rest = comments.slice(comments.indexOf('--') + 1).map((line) => line.replace(/^-- ?/, ''));
    await target.run(rest.join('\n'));
    await expectSameSchema(target.url, source.url);
  });

  it('deletes what is allowed by name, and nothing else', async () => {
    const { target, drift } = await sides();
    const decided = planAllowed(drift, ['DELETES_DATA:table:public.report']);
    const withheld = decided.withheld?.differences ?? new Set();
    assert.deepEqual([...withheld].sort(), ['column:public.kept.note', 'enum:public.mood', 'table:public.diary']);
    await target.run(renderScript(drift, decided, OPTIONS));
    assert.deepEqual((await target.connection.query('select * from diary'))[0], [['1', 'sad']]);
  });

  it('deletes all that the whole code allows', async () => {
    const { source, target, drift } = await sides();
    const decided = planAllowed(drift, ['DELETES_DATA']);
    assert.equal(decided.withheld, undefined);
    await target.run(renderScript(drift, decided, OPTIONS));
    await expectSameSchema(target.url, source.url);
  });

  it('is a file of comments where everything would delete data', async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const target = await databases.open(server, 'create table t (id integer)');
    const source = await databases.open(server, '');
    const drift = compare(await source.catalog(), await target.catalog());
    const [file = '', ...others] = renderMigration(drift, planAllowed(drift, []), OPTIONS);
    assert.deepEqual(others, []);
    assert.match(file, /^-- DROP TABLE public\.t;$/m);
    for (const line of file.split('\n')) assert.match(line, /^(--|$)/);
  });
});
