import {
  COLUMNS,
  condition,
  FUNCTIONS,
  OWN_TYPES,
  relations,
  ROLES,
  several,
  table,
  TABLES,
  VIEWS,
  type Writer,
} from './names';
import { key, owner, partitionDetail, publication, remark, routine, typeDetail, viewDetail } from './rare-details';

const aggregate =
  (name: string): Writer =>
  (dice) => {
    const [type, add] = dice.pick([
      ['integer', 'int4pl'],
      ['bigint', 'int8pl'],
      ['text', 'textcat'],
    ]);
    return `create aggregate ${name}(${type}) (sfunc = ${add}, stype = ${type}${dice.maybe(0.5, `, initcond = '${dice.below(3)}'`)}${dice.maybe(0.3, ', parallel = safe')})`;
  };

const operator: Writer = (dice) => {
  const sign = dice.pick(['===', 'app.<~>', '@@@']);
  return `create operator ${sign} (leftarg = integer, rightarg = integer, function = ${dice.pick(['int4eq', 'int4lt'])}${dice.maybe(0.4, ', restrict = eqsel')})`;
};

const operatorClass: Writer = (dice) =>
  `create operator class oc0 for type integer using btree ${dice.maybe(0.3, 'family of0 ')}as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer)`;

const cast: Writer = (dice) => {
  const from = dice.pick(['e0', 'app.e1', 'c0', 'app.c1']);
  return `create cast (${from} as ${dice.pick(['text', 'varchar'])}) with inout ${dice.pick(['', 'as assignment', 'as implicit'])}`;
};

const textSearch: Writer = (dice) =>
  dice.pick([
    `create text search dictionary td0 (template = simple, accept = ${dice.pick(['true', 'false'])})`,
    `create text search configuration app.tc0 (copy = pg_catalog.${dice.pick(['simple', 'english'])})`,
    `alter text search configuration app.tc0 alter mapping for ${dice.pick(['word', 'asciiword, word'])} with ${dice.pick(['td0', 'simple', 'td0, simple'])}`,
  ]);

const foreign: Writer = (dice) =>
  dice.pick([
    `create foreign data wrapper w0 ${dice.maybe(0.5, "options (debug 'true')")}`,
    `create server far foreign data wrapper w0 ${dice.maybe(0.5, `options (host '${dice.pick(['a', 'b'])}')`)}`,
    `create foreign table ft0 (id integer ${dice.maybe(0.5, 'not null')}, a ${dice.pick(['text', 'integer', ...OWN_TYPES])}) server far ${dice.maybe(0.4, "options (table_name 'x')")}`,
    `create foreign table ft1 partition of ${dice.pick(TABLES)} default server far`,
    `create user mapping for ${dice.pick(ROLES)} server far`,
    `grant usage on foreign server far to ${dice.pick(ROLES)}`,
  ]);

const collation: Writer = (dice) =>
  dice.pick([
    `create collation app.co0 from "${dice.pick(['C', 'POSIX'])}"`,
    `alter table ${table(dice)} alter column ${dice.pick(COLUMNS)} type text collate ${dice.pick(['app.co0', '"C"'])}`,
    `create index co_i on ${table(dice)} (${dice.pick(COLUMNS)} collate ${dice.pick(['app.co0', '"C"'])} desc)`,
  ]);

const withExtension: Writer = (dice) =>
  dice.pick([
    `create extension ${dice.pick(['citext', 'hstore', 'btree_gist'])} ${dice.maybe(0.5, 'schema app')}`,
    `alter table ${table(dice)} add column x ${dice.pick(['citext', 'app.citext', 'hstore', 'app.hstore'])}`,
    `create index x_i on ${table(dice)} using ${dice.pick(['gist', 'btree', 'hash'])} (x)`,
  ]);

const typedTable: Writer = (dice) =>
  `create table ty0 of ${dice.pick(['c0', 'app.c1'])} ${dice.maybe(0.5, `(x with options ${dice.pick(['not null', 'unique'])})`)}`;

const trigger: Writer = (dice) => {
  const on = table(dice);
  return dice.pick([
    `create trigger g8 instead of ${dice.pick(['insert', 'update or delete'])} on ${dice.pick(VIEWS)} for each row execute function touch()`,
    `create constraint trigger g9 after insert on ${on} deferrable initially deferred for each row execute function touch()`,
    `create trigger g7 after update on ${on} referencing old table as was new table as now for each statement execute function touch()`,
    `create trigger g6 before update on ${on} for each row when (new.id is distinct from old.id) execute function touch('one')`,
    `alter table ${on} ${dice.pick(['disable', 'enable always', 'enable replica'])} trigger ${dice.pick(['g0', 'g1', 'user'])}`,
    `create event trigger told on ddl_command_end ${dice.maybe(0.5, "when tag in ('CREATE TABLE') ")}execute function tell()`,
  ]);
};

const functionDetail: Writer = (dice) => {
  const of = dice.pick(FUNCTIONS);
  return dice.pick([
    `alter function ${of} ${dice.pick(['cost 7', 'security definer', 'leakproof', 'parallel safe', 'stable'])}`,
    `alter function ${of} set ${dice.pick(['search_path = app, public', "work_mem = '5MB'"])}`,
    `create function h0(${dice.pick(['out a integer, out b text', 'variadic x integer[]', 'inout x text'])}) ${dice.maybe(0.3, 'returns record ')}language sql as 'select 1, 1'`,
    `create function h1() returns table (id integer, ${dice.pick(['a text', 'b integer'])}) language sql rows 7 as 'select 1, null'`,
    `create function h2(x anyelement) returns anyelement language sql immutable as 'select $1'`,
  ]);
};

const tableDetail: Writer = (dice) => {
  const on = table(dice);
  const of = dice.pick(COLUMNS);
  return dice.pick([
    `alter table ${on} alter column ${of} set compression pglz`,
    `alter table ${on} force row level security`,
    `alter table ${on} set (autovacuum_enabled = ${dice.pick(['true', 'false'])}, toast.autovacuum_enabled = false)`,
    `alter table ${on} alter column ${of} add generated always as identity (start ${1 + dice.below(5)})`,
    `alter table ${on} alter column ${of} set (n_distinct = ${1 + dice.below(5)})`,
    `alter table ${on} add column v integer generated always as (id::integer * ${1 + dice.below(2)}) virtual`,
    `alter table ${on} add constraint named not null ${of}`,
    `alter table ${on} add constraint loose check (${condition(dice)}) not enforced`,
    `alter table ${on} add constraint heirless check (${condition(dice)}) no inherit`,
    `alter table ${on} add foreign key (id) references ${table(dice)} not enforced`,
    `create index on ${on} using ${dice.pick(['hash', 'brin'])} (${of})`,
    `create index big on ${on} (${of}) with (fillfactor = ${60 + dice.below(30)})`,
    `create index own on ${on} (${of} oc0)`,
    `alter view ${dice.pick(VIEWS)} set (check_option = ${dice.pick(['local', 'cascaded'])})`,
    `create policy z0 on ${on} for ${dice.pick(['select', 'delete'])} using (${condition(dice)})`,
    `create policy z1 on ${on} for ${dice.pick(['insert', 'update'])} with check (${condition(dice)})`,
    `alter statistics s0 set statistics ${10 + dice.below(90)}`,
    `create rule r1 as on delete to ${dice.pick(VIEWS)} do instead nothing`,
    `create publication many for ${dice.pick(['all tables', 'tables in schema app'])}`,
    `create access method am0 type table handler heap_tableam_handler`,
  ]);
};

const right: Writer = (dice) => {
  const to = dice.pick([...ROLES, 'public']);
  return dice.pick([
    `grant execute on function ${dice.pick(FUNCTIONS)} to ${to}`,
    `grant usage on sequence ${dice.pick(['q0', 'app.q1'])} to ${to}`,
    `grant update (id) on ${dice.pick(relations)} to ${to}`,
    `revoke usage on type ${dice.pick(OWN_TYPES)} from public`,
    `alter default privileges revoke execute on functions from public`,
    `alter default privileges in schema app grant usage on sequences to ${to}`,
    `alter type ${dice.pick(OWN_TYPES)} owner to ${dice.pick(ROLES)}`,
    `alter function ${dice.pick(FUNCTIONS)} owner to ${dice.pick(ROLES)}`,
    `alter schema app owner to ${dice.pick(ROLES)}`,
  ]);
};

/** Before the tables. */
export const RARER_EARLY: readonly Writer[] = [
  ...['ag0', 'app.ag1'].map(aggregate),
  operator,
  operatorClass,
  ...several(2, '', () => cast),
  ...several(3, '', () => textSearch),
  ...several(3, '', () => foreign),
  collation,
  withExtension,
  typeDetail,
  routine,
];

/** After everything. */
export const RARER_LATE: readonly Writer[] = [
  typedTable,
  ...several(3, '', () => foreign),
  ...several(2, '', () => collation),
  ...several(2, '', () => withExtension),
  ...several(3, '', () => trigger),
  ...several(3, '', () => functionDetail),
  ...several(6, '', () => tableDetail),
  ...several(3, '', () => right),
  ...several(2, '', () => key),
  ...several(3, '', () => partitionDetail),
  ...several(3, '', () => viewDetail),
  ...several(3, '', () => typeDetail),
  ...several(3, '', () => routine),
  ...several(2, '', () => publication),
  ...several(3, '', () => remark),
  ...several(2, '', () => owner),
];
