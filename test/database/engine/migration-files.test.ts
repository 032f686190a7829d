import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { plan } from '../../../src/engine/plan';
import { renderMigration, renderScript } from '../../../src/engine/render/migration';
import { expectSameSchema } from '../../support/same-schema';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const OPTIONS = { source: 'prod\nuction', target: 'dev', date: new Date('2026-03-04T05:06:07Z'), version: '1.2.3' };

const OLD = "create type mood as enum ('fine'); create table diary (mood mood); create table gone (id integer)";
const NEW = `
  create type mood as enum ('fine', 'great');
  create table diary (mood mood default 'great', "day;--" date, check (mood <> 'great'));
  create view great as select * from diary where mood = 'great';
`;

for (const major of majors) {
  describe(`migration files on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function sides(oldSql = OLD, newSql = NEW) {
      return databases.drifting(await sharedPostgres(major), oldSql, newSql);
    }

    it('run one by one, each in a transaction of its own, where a commit is needed in between', async () => {
      const { source, target, drift } = await sides();
      const files = renderMigration(drift, plan(drift), OPTIONS);
      assert.equal(files.length, 2);
      assert.match(files[0] ?? '', /ADD VALUE 'great'/);
      for (const file of files) {
        assert.doesNotMatch(file, /^(BEGIN|COMMIT)/m);
        await target.run(file);
      }
      await expectSameSchema(target.url, source.url);
    });

    it('are one where none is needed', async () => {
      const { source, target, drift } = await sides('create table a (id integer)', 'create table b (id integer)');
      const [file = '', ...others] = renderMigration(drift, plan(drift), OPTIONS);
      assert.deepEqual(others, []);
      assert.doesNotMatch(file, /Part 1 of/);
      await target.run(file);
      await expectSameSchema(target.url, source.url);
    });

    it('say in their head where they come from, and over each part which difference it is', async () => {
      const { drift } = await sides();
      const [first = '', second = ''] = renderMigration(drift, plan(drift), OPTIONS);
      for (const file of [first, second]) {
        assert.match(file, /^-- Source: prod uction$/m);
        assert.match(file, /^-- Target: dev$/m);
        assert.match(file, /^-- Written 2026-03-04 05:06:07 UTC by Schema Drift 1\.2\.3$/m);
      }
      assert.match(first, /^-- Part 1 of 2/m);
      const both = first + second;
      assert.match(both, /^-- changed enum public\.mood$/m);
      assert.match(both, /^-- extra table public\.gone$/m);
      assert.match(both, /^-- missing view public\.great$/m);
      assert.match(both, /^-- DELETES_DATA: .*\n(-- .*\n)*DROP TABLE public\.gone;$/m);
    });

    it('are the same text every time', async () => {
      const { drift, source, target } = await sides();
      const again = compare(await source.catalog(), await target.catalog());
      assert.deepEqual(renderMigration(again, plan(again), OPTIONS), renderMigration(drift, plan(drift), OPTIONS));
    });

    it('hold no statement when there is no drift', async () => {
      const { drift } = await sides(NEW, NEW);
      assert.deepEqual(plan(drift).steps, []);
      assert.match(renderScript(drift, plan(drift), OPTIONS), /^-- There is no drift: nothing to do\.$/m);
    });

    it('say what differs where they do nothing about it', async () => {
      const { drift } = await sides();
      const text = renderScript(drift, plan(drift, { chosen: new Set() }), OPTIONS);
      assert.match(text, /^-- No statement, though this differs:\n(-- {3}.*\n)*-- {3}extra table public\.gone\n/m);
      assert.doesNotMatch(text, /no drift/);
    });
  });
}
