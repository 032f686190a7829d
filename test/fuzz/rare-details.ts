import {
  COLUMNS,
  condition,
  OWN_TYPES,
  PARTITIONS,
  relations,
  ROLES,
  table,
  TABLES,
  VIEWS,
  type Writer,
} from './names';

export const key: Writer = (dice) => {
  const on = table(dice);
  const of = dice.pick(COLUMNS);
  return dice.pick([
    `alter table ${on} add constraint k9 unique nulls not distinct (id, ${of})`,
    `alter table ${on} add constraint k9 unique (id) include (${of})`,
    `alter table ${on} add constraint k9 exclude using btree ((id::text) with =) ${dice.maybe(0.5, `where (${condition(dice)})`)}`,
    `alter table ${on} add column during daterange, add constraint k9 unique (id, during without overlaps)`,
    `alter table ${on} add column during daterange, add constraint k8 foreign key (id, period during) references ${table(dice)} (id, period during)`,
    `alter table ${on} add constraint k7 foreign key (id) references ${table(dice)} on delete set ${dice.pick(['null', 'default'])} ${dice.maybe(0.5, '(id)')} match ${dice.pick(['simple', 'full'])}`,
    `create unique index k6 on ${on} (id, (${of}::text)) nulls not distinct`,
    `alter table ${on} alter constraint k7 deferrable initially deferred`,
  ]);
};

export const partitionDetail: Writer = (dice) => {
  const [on, part] = [dice.pick(TABLES), dice.pick(PARTITIONS)];
  const of = dice.pick(COLUMNS);
  return dice.pick([
    `create index whole_i on ${on} (${of})`,
    `create index part_i on ${part} (${of})`,
    `alter table ${part} alter column ${of} set default '1'`,
    `alter table ${part} disable trigger user`,
    `alter table ${on} detach partition ${part}`,
    `create table expr (id integer, a text) partition by ${dice.pick(['list (lower(a))', 'range ((id + 1))', 'list (a collate "C")'])}`,
    `create table expr_1 partition of expr ${dice.pick(["for values in ('1', '2')", 'for values from (1) to (9)', 'default'])}`,
    `alter table ${dice.pick(TABLES)} inherit ${on}, inherit ${dice.pick(TABLES)}`,
    `alter table ${part} no inherit ${on}`,
  ]);
};

export const viewDetail: Writer = (dice) => {
  const from = dice.pick(relations);
  return dice.pick([
    `create view w0 with (security_barrier) as select id from ${from} where ${condition(dice)} with local check option`,
    `create recursive view w1 (n) as select 1 union all select n + 1 from w1 where n < ${2 + dice.below(3)}`,
    `create view w2 as select row_number() over (order by id) as n, x.* from ${from} x`,
    `create view w3 as select h1.* from h1() join ${from} y on y.id::text = h1.id::text`,
    `create rule r2 as on insert to ${dice.pick(VIEWS)} where ${condition(dice).replace(/\b(id|[a-e]|"D d")\b/, 'new.$1')} do also notify ${dice.pick(['one', 'two'])}`,
    `create rule r3 as on update to ${from} do instead delete from ${dice.pick(TABLES)}`,
    `create materialized view w4 using heap as select id from ${from}`,
    `create unique index w5 on ${dice.pick(['w4', 'm0', 'app.m1'])} (id)`,
    `alter materialized view m0 set (autovacuum_enabled = false)`,
  ]);
};

export const typeDetail: Writer = (dice) => {
  const of = dice.pick(OWN_TYPES);
  return dice.pick([
    `create type r9 as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = many_r9)`,
    `create domain d9 as ${of}[] ${dice.maybe(0.5, 'not null')}`,
    `create domain d8 as text collate "C" check (value ${dice.pick(["<> ''", '!~ $$x$$'])}) ${dice.maybe(0.4, 'not valid')}`,
    `create type c9 as (whole ${dice.pick(['t0', 'app.t3', 'c0'])}, parts ${of}[])`,
    `alter table ${table(dice)} add column w ${dice.pick(['c9', 'd9', 'd8', 'r9', 't0', 'v0', 'app.t3[]', 'many_r9'])}`,
    `alter type ${dice.pick(['c0', 'app.c1'])} add attribute w ${dice.pick(['text', of])}`,
    `alter domain ${dice.pick(['d0', 'd1'])} set not null`,
    `alter domain ${dice.pick(['d0', 'd1'])} add constraint more check (value::text <> '${dice.pick(['7', '8'])}') not valid`,
    `create collation co9 (provider = icu, locale = 'und', deterministic = ${dice.pick(['true', 'false'])})`,
    `alter table ${table(dice)} add column z text collate co9`,
  ]);
};

export const routine: Writer = (dice) => {
  const from = dice.pick(TABLES);
  return dice.pick([
    `create function h5(x ${dice.pick(OWN_TYPES)}[] default '{}') returns ${dice.pick(['bigint', 'text'])} language sql immutable return cardinality(x)`,
    `create function h6(inout x ${from}) language plpgsql as 'begin end'`,
    `create procedure h7(inout x integer) language sql begin atomic insert into ${from} (id) values (x); select x; end`,
    `create function h8() returns setof record language sql as 'select 1' rows ${10 + dice.below(5)} support pg_catalog.generate_series_int4_support`,
    `create function h9(x ${from}) returns integer language sql immutable as 'select 1' window`,
    `create aggregate h10(order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = mode_final, finalfunc_extra)`,
    `create language l0 handler plpgsql_call_handler`,
    `create transform for ${dice.pick(OWN_TYPES)} language sql (from sql with function prsd_lextype(internal))`,
    `create text search template tt0 (lexize = dsimple_lexize, init = dsimple_init)`,
    `create text search parser tp0 (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)`,
    `create conversion cv0 for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8`,
    `create operator family of0 using btree`,
    `alter operator family of0 using btree add operator 1 < (integer, bigint), function 1 (integer, bigint) btint48cmp(integer, bigint)`,
  ]);
};

export const publication: Writer = (dice) =>
  dice.pick([
    `create publication few for table ${table(dice)} (id, ${dice.pick(COLUMNS)}) with (publish = '${dice.pick(['insert', 'insert, delete'])}')`,
    `alter publication pub set (publish_via_partition_root = true)`,
    `alter publication pub add table ${table(dice)}`,
    `alter publication many owner to ${dice.pick(ROLES)}`,
    `create subscription sub connection 'dbname=nowhere' publication ${dice.pick(['pub', 'many, pub'])} with (connect = false, slot_name = none${dice.maybe(0.5, ', binary = true')})`,
  ]);

export const remark: Writer = (dice) => {
  const what = dice.pick([
    'schema app',
    'extension citext',
    'event trigger told',
    'publication pub',
    'server far',
    'aggregate ag0(integer)',
    'operator ===(integer, integer)',
    'cast (e0 as text)',
    'collation app.co0',
    'statistics s0',
    'materialized view m0',
    'language plpgsql',
    `sequence ${dice.pick(['q0', 'app.q1'])}`,
    `domain ${dice.pick(['d0', 'd1'])}`,
    `constraint filled on domain ${dice.pick(['d0', 'd1'])}`,
    `policy y0 on ${table(dice)}`,
    `rule changed on ${dice.pick(relations)}`,
    `column ${dice.pick(['c0', 'app.c1'])}.x`,
    'text search configuration app.tc0',
    'procedure f3',
  ]);
  return `comment on ${what} is '${dice.pick(['one', 'two'])}'`;
};

export const owner: Writer = (dice) => {
  const to = dice.pick(ROLES);
  return dice.pick([
    `alter aggregate ag0(integer) owner to ${to}`,
    `alter operator ===(integer, integer) owner to ${to}`,
    `alter operator family of0 using btree owner to ${to}`,
    `alter collation app.co0 owner to ${to}`,
    `alter statistics s0 owner to ${to}`,
    `alter server far owner to ${to}`,
    `alter sequence ${dice.pick(['q0', 'app.q1'])} owner to ${to}`,
    `alter text search dictionary td0 owner to ${to}`,
    `alter procedure f3 owner to ${to}`,
    `alter publication pub owner to ${to}`,
    `alter default privileges for role ${to} grant insert on tables to ${dice.pick(ROLES)}`,
    `alter default privileges in schema app grant execute on functions to ${to}`,
    `grant create on schema app to ${to} ${dice.maybe(0.4, 'with grant option')}`,
  ]);
};
