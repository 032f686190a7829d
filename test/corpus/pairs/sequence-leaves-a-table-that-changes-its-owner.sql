-- Sequences that columns let go of, or that move to other columns, belong to whom the tables belong, unless these change
-- hands. Found by the fuzzer, seed 43529 on 15.

-- old
create sequence stays;
create sequence leaves;
create sequence moves;
create sequence returns;
create sequence changes_columns;
create table kept (id integer);
create table handed_over (id integer, other integer);
alter sequence stays owned by kept.id;
alter sequence leaves owned by handed_over.id;
alter sequence moves owned by handed_over.id;
alter sequence returns owned by kept.id;
alter sequence changes_columns owned by handed_over.id;

-- new
create sequence stays;
create sequence leaves;
create sequence moves;
create sequence returns;
create sequence changes_columns;
create table kept (id integer);
create table handed_over (id integer, other integer);
alter table handed_over owner to corpus_owner;
alter sequence moves owned by kept.id;
alter sequence returns owner to corpus_owner;
alter sequence returns owned by handed_over.other;
alter sequence changes_columns owner to corpus_owner;
alter sequence changes_columns owned by handed_over.other;
