-- Columns that a table inherits are stored otherwise than its parent's, and ANALYZE learns more about them. One comes to
-- a table that is there already. Found by the fuzzer, seed 50198 on 18.

-- old
create table parent (a integer, b text);
create table child () inherits (parent);

-- new
create table parent (a integer, b text, c text);
alter table parent alter b set storage external, alter b set statistics 7;
create table child () inherits (parent);
alter table child alter c set storage main, alter c set statistics 82, alter c set (n_distinct = 5);
create table fresh (d text) inherits (parent);
alter table fresh alter a set statistics 82, alter b set storage main, alter c set compression pglz, alter d set statistics 10;
