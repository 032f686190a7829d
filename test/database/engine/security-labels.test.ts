import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { plan } from '../../../src/engine/plan';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

// No provider of labels is installed, so rows are written as a provider's SECURITY LABEL would, and nothing is run.
const label = (object: string, catalog: string, text: string): string =>
  `insert into pg_seclabel values (${object}, '${catalog}'::regclass, 0, 'guard', '${text}');`;

for (const major of majors) {
  describe(`security labels on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    it('are set, changed and taken away, and the provider is asked for', async () => {
      const server = await sharedPostgres(major);
      const tables = 'create table a (id integer); create table b (id integer); create table c (id integer);';
      const labelled = `${label("'a'::regclass", 'pg_class', 'one')} ${label("'b'::regclass", 'pg_class', 'new')}`;
      const source = await databases.open(server, `${tables} ${labelled}`);
      const target = await databases.open(
        server,
        `${tables} ${label("'b'::regclass", 'pg_class', 'old')} ${label("'c'::regclass", 'pg_class', 'old')}`,
      );
      const there = plan(compare(await source.catalog(), await target.catalog()));
      assert.deepEqual(there.steps.flatMap(({ statements }) => statements).sort(), [
        `SECURITY LABEL FOR guard ON TABLE public.a IS 'one'`,
        `SECURITY LABEL FOR guard ON TABLE public.b IS 'new'`,
        `SECURITY LABEL FOR guard ON TABLE public.c IS NULL`,
      ]);
      const codes = (steps: typeof there.steps): string[] => [
        ...new Set(steps.flatMap(({ hazards }) => hazards.map(({ code }) => code))),
      ];
      assert.deepEqual(codes(there.steps), ['CHANGES_ACCESS']);

      const plain = await databases.open(server, tables);
      const elsewhere = plan(compare(await source.catalog(), await plain.catalog()));
      assert.deepEqual(codes(elsewhere.steps), ['CHANGES_ACCESS', 'NEEDS_PERSON']);
    });
  });
}
