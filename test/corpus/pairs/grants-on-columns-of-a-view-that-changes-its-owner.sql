-- A materialized view changes its owner, who had been granted its columns.

-- old
create table t (id integer, c text);
create materialized view m as select * from t;
alter materialized view m owner to corpus_owner;
grant select (id, c) on m to corpus_owner;

-- new
create table t (id integer, c text);
create materialized view m as select * from t;
