-- A table becomes unlogged, and its foreign key's other end inherits from it in the place of the key. Found by the fuzzer, seed 41700 on 15.

-- old
create table t (id text primary key);
create table u (id text primary key, d text references t);

-- new
create unlogged table t (id text primary key, d text);
create table u (id text primary key) inherits (t);
