import assert from 'node:assert/strict';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

for (const major of majors) {
  describe(`what is found and not compared on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    // Older versions have no such constraints.
    const form =
      'create table form (id integer); create table heir () inherits (form); alter table form add constraint filled not null id';
    const [sql, found] =
      major < 18
        ? [form.split(';')[0] ?? '', []]
        : [
            `${form} not valid`,
            [{ kind: 'not_null_constraint', count: 1, examples: ['constraint filled on table public.heir'] }],
          ];
    it('is listed by kind, with a count and examples', async () => {
      const { catalog } = await databases.open(await sharedPostgres(major), sql);
      assert.deepEqual((await catalog()).notCompared, found);
    });

    it('leaves no kind unsaid that PostgreSQL has', async () => {
      const { catalog, connection } = await databases.open(
        await sharedPostgres(major),
        `create function swapped(integer, integer) returns boolean language sql immutable as $$ select $2 < $1 $$;
         create function to_mac(circle) returns macaddr language sql immutable as $$ select null::macaddr $$;
         create operator @@@ (function = swapped, leftarg = integer, rightarg = integer);
         create operator family swapped_family using btree;
         create operator class swapped_class for type integer using btree as
           operator 1 @@@, function 1 btint4cmp(integer, integer);
         create access method heap_again type table handler heap_tableam_handler;
         create cast (circle as macaddr) with function to_mac(circle) as assignment;
         create language again handler plpgsql_call_handler;
         create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
         create text search dictionary plain_words (template = simple);
         create text search configuration plain_words (copy = simple);
         create foreign data wrapper bare;
         create server far foreign data wrapper bare;
         create foreign table far_away (id integer) server far;
         create type shell;
         create publication everything for all tables;
         create subscription never connection 'host=nowhere.invalid' publication p with (connect = false, slot_name = none);`,
      );
      databases.atEnd(async () => {
        await connection.query('drop subscription never');
      });
      const { objects, notCompared } = await catalog();
      const known = new Set([...[...objects.values()].map(({ kind }) => kind), ...notCompared.map(({ kind }) => kind)]);
      for (const kind of [
        'access_method',
        'cast',
        'conversion',
        'foreign_table',
        'language',
        'operator',
        'operator_class',
        'operator_family',
        'publication',
        'server',
        'subscription',
        'text_search_configuration',
        'text_search_dictionary',
      ]) {
        assert.ok(known.has(kind), `${kind} is neither compared nor listed`);
      }
    });

    it('is nothing in an ordinary schema, and nothing of what extensions bring along', async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        'create extension hstore; create extension btree_gist; create table t (id integer primary key, h hstore)',
      );
      const { notCompared, notRead, leftOut } = await catalog();
      assert.deepEqual({ notCompared, notRead, leftOut }, { notCompared: [], notRead: [], leftOut: [] });
    });
  });
}
