import assert from 'node:assert/strict';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

/** Each form that an index can have, and each that only looks plain. */
const SCHEMA = `
  create schema "Odd";
  create type "Odd".mood as enum ('sad', 'happy');
  create domain "Odd".code as varchar(10);
  create domain "Odd".big_number as bigint;
  create collation "Odd".c (locale = 'C');
  create table "Odd"."T" (
    id integer primary key, "select" text, name varchar(20), mood "Odd".mood, tags text[], during int4range, at inet,
    code "Odd".code, word text collate "Odd".c, parts int4multirange, gone text, late text
  );
  alter table "Odd"."T" drop column gone;
  create index plain on "Odd"."T" (id);
  create unique index "Unique" on "Odd"."T" ("select", late);
  create index of_varchar on "Odd"."T" (name);
  create index of_enum on "Odd"."T" (mood);
  create index of_array on "Odd"."T" using gin (tags);
  create index of_range on "Odd"."T" using gist (during);
  create index of_multirange on "Odd"."T" (parts);
  create index of_domain on "Odd"."T" (code);
  create index with_method on "Odd"."T" using hash (late);
  create index with_class on "Odd"."T" (late text_pattern_ops);
  create index with_other_class on "Odd"."T" using gist (at inet_ops);
  create index with_collation on "Odd"."T" (late collate "C");
  create index own_collation on "Odd"."T" (word);
  create index descending on "Odd"."T" (id desc, late);
  create index nulls_first on "Odd"."T" (late nulls first);
  create index including on "Odd"."T" (id) include (late);
  create unique index nulls_alike on "Odd"."T" (late) nulls not distinct;
  create index partial on "Odd"."T" (id) where late is not null;
  create index of_expression on "Odd"."T" (lower(late));
  create index with_options on "Odd"."T" (id) with (fillfactor = 70);
  create materialized view "Odd".seen as select id from "Odd"."T";
  create index on "Odd".seen (id);
  create table "Odd".part (id integer) partition by range (id);
  create table "Odd".part_1 partition of "Odd".part for values from (1) to (9);
  create index on "Odd".part (id);
  create index on "Odd".part_1 (id desc);

  create type "Odd".grade as enum ('good', 'bad');
  create operator class "Odd".grade_ops default for type "Odd".grade using hash as
    operator 1 = (anyenum, anyenum), function 1 hashenum(anyenum);
  create domain "Odd".fine_grade as "Odd".grade;
  create table "Odd"."Usual" (
    id integer, "Name" text, name varchar(20), fixed char(3), mood "Odd".mood, tags text[], during int4range, parts int4multirange,
    number oid, at timestamptz, words tsvector, big "Odd".big_number
  );
  create index u1 on "Odd"."Usual" (id desc, "Name" nulls first, name desc nulls last, at);
  create index u2 on "Odd"."Usual" (fixed, number);
  create index u3 on "Odd"."Usual" ("Name" bpchar_ops, id oid_ops, name bpchar_ops);
  create index u4 on "Odd"."Usual" (mood, tags, during, parts);
  create index u5 on "Odd"."Usual" using gin (tags);
  create unique index u6 on "Odd"."Usual" (id, at desc) include ("Name", name) nulls not distinct
    where case when id > 1 then at is null else "Name" like 'a%' end;
  create index u7 on "Odd"."Usual" using hash ("Name") where mood = 'sad' and at > '2000-01-01';
  create index u8 on "Odd"."Usual" (big);
  create index u9 on "Odd"."Usual" using gist (words);
  create table "Odd".vectors (numbers oidvector);
  create index v1 on "Odd".vectors (numbers);
  create index v2 on "Odd".vectors (numbers array_ops);
  create table "Odd".graded (grade "Odd".grade, fine "Odd".fine_grade);
  create index g1 on "Odd".graded using hash (grade);
  create index g2 on "Odd".graded using hash (grade enum_ops);
  create index g3 on "Odd".graded using hash (fine enum_ops);
  create index g4 on "Odd".graded (grade);
  create table "Odd".signed (words tsvector);
  create index s1 on "Odd".signed using gist (words tsvector_ops (siglen = 100));
  create index s2 on "Odd".signed using gist (words);
`;

const DEFINITIONS = `
  select c.relname, pg_get_indexdef(c.oid) from pg_class c join pg_index i on i.indexrelid = c.oid
  where c.relnamespace = '"Odd"'::regnamespace and not i.indisprimary`;

for (const major of majors) {
  describe(`the definitions of indexes on PostgreSQL ${major}`, () => {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    it('are what pg_get_indexdef says, also where it was not asked', async () => {
      const { catalog, connection } = await databases.open(await sharedPostgres(major), SCHEMA);
      const [, expected = []] = await connection.query(`set search_path = ''; ${DEFINITIONS}`);
      const read = [...(await catalog()).objects.values()].filter(({ kind }) => kind === 'index');
      assert.deepEqual(
        Object.fromEntries(read.map(({ name, attributes }) => [name, attributes.definition])),
        Object.fromEntries(expected.map(([name, definition]) => [name, definition])),
      );
    });
  });
}
