import assert from 'node:assert/strict';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

/** Each form that a key can have. */
const SCHEMA = `
  create schema "Odd";
  create table "Odd"."To" (
    id integer primary key, "select" text not null, name varchar(20), gone text, code integer, at integer,
    unique (code, "select"), unique (name) include (at, "select"), unique nulls not distinct (at)
  );
  alter table "Odd"."To" drop column gone;
  alter table "Odd"."To" add unique (id) deferrable, add unique (code) deferrable initially deferred;
  create table "Odd"."From" (
    "Id" integer, a integer, b text, c integer,
    primary key (c, "Id") include (b),
    foreign key (a) references "Odd"."To",
    constraint two foreign key (a, b) references "Odd"."To" (code, "select") match full on update cascade on delete set null,
    constraint some_set foreign key (a, b) references "Odd"."To" (code, "select") on delete set null (a),
    constraint some_reset foreign key (a, b) references "Odd"."To" (code, "select") on delete set default (b, a),
    constraint actions foreign key (c) references "Odd"."To" on update restrict on delete cascade,
    constraint late foreign key (c) references "Odd"."To" on update set default deferrable initially deferred,
    constraint can_wait foreign key (c) references "Odd"."To" on update set null deferrable
  );
  alter table "Odd"."From" add constraint not_valid foreign key ("Id") references "Odd"."To" not valid;
  create table "Odd".tree (id integer primary key, up integer references "Odd".tree on delete cascade);
  create table "Odd".part (id integer, at integer references "Odd"."To" (at), primary key (id)) partition by range (id);
  create table "Odd".part_1 partition of "Odd".part for values from (1) to (9);
  create table "Odd".to_part (id integer references "Odd".part);
`;

const SINCE_18 = `
  create table "Odd".rooms (room int4range, during daterange, primary key (room, during without overlaps));
  create table "Odd".stays (room int4range, during daterange, foreign key (room, period during) references "Odd".rooms);
  alter table "Odd"."From" add constraint unenforced foreign key (a) references "Odd"."To" not enforced;
`;

const DEFINITIONS = `
  select c.conname, pg_get_constraintdef(c.oid) from pg_constraint c
  where c.connamespace = '"Odd"'::regnamespace and c.contype in ('p', 'u', 'f') and (c.conparentid = 0 or c.contype <> 'f')`;

for (const major of majors) {
  describe(`the definitions of keys on PostgreSQL ${major}`, () => {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    it('are what pg_get_constraintdef says, which is not asked', async () => {
      const schema = major >= 18 ? SCHEMA + SINCE_18 : SCHEMA;
      const { catalog, connection } = await databases.open(await sharedPostgres(major), schema);
      const [, expected = []] = await connection.query(`set search_path = ''; ${DEFINITIONS}`);
      const read = [...(await catalog()).objects.values()].filter(({ kind }) => kind === 'constraint');
      assert.ok(expected.length >= 19);
      assert.deepEqual(
        Object.fromEntries(read.map(({ name, attributes }) => [name, attributes.definition])),
        Object.fromEntries(expected.map(([name, definition]) => [name, definition])),
      );
    });
  });
}
