-- Reserved words, upper case, spaces, dots, quotes, dollars, unicode, the empty-looking and the longest names.

-- old
create schema "select";
create table "select"."table" ("order" integer primary key, "group" text);

-- new
create schema "select";
create schema "a.b";
create table "select"."table" ("order" integer primary key, "group" text default 'it''s', "Column With ""quotes""" text, "ünï" integer);
create index "Index.of.dots" on "select"."table" ("group", "ünï");
create table "a.b"."c.d" (" " integer constraint "check" check (" " > 0), "$1" text, "a'b" text, "E\n" text,
  "user" integer references "select"."table" ("order"),
  constraint "unique" unique (" ", "$1"));
create table "a.b"."a_name_that_is_exactly_sixty_three_bytes_long_as_is_the_limit_x" (id serial);
create type "a.b"."Mood, or: state" as enum ('a"b', 'c''d', 'e,f', 'g\h');
create domain "a.b"."Domain" as "a.b"."Mood, or: state" default 'c''d';
create sequence "a.b"."Seq uence" owned by "a.b"."c.d"." ";
create view "a.b"."where" as select "group" as "from", count(*) as "count" from "select"."table" group by 1;
create function "a.b"."function"("in" integer, "Out" "a.b"."Domain") returns "a.b"."Mood, or: state" language sql as $$ select $2 $$;
create function "a.b"."trigger"() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger "before" before insert on "a.b"."c.d" for each row execute function "a.b"."trigger"();
alter table "a.b"."c.d" enable row level security;
create policy "policy for ""all"" of us" on "a.b"."c.d" to "Corpus ""Odd"" role" using ("$1" = 'x');
grant select (" ", "a'b") on "a.b"."c.d" to "Corpus ""Odd"" role";
comment on column "a.b"."c.d"."E\n" is 'no newline';
alter table "a.b"."c.d" owner to "Corpus ""Odd"" role";

-- rows
insert into "select"."table" values (1, 'a');

-- rows new
insert into "select"."table" values (1, 'a');
