-- Sequences that columns let go of belong to whom the tables belong, unless these change hands.

-- old
create sequence stays;
create sequence leaves;
create table kept (id integer);
create table handed_over (id integer);
alter sequence stays owned by kept.id;
alter sequence leaves owned by handed_over.id;

-- new
create sequence stays;
create sequence leaves;
create table kept (id integer);
create table handed_over (id integer);
alter table handed_over owner to corpus_owner;
