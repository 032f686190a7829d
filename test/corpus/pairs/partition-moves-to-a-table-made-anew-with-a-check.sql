-- A partition goes to another table, which is made anew and has a check that the partition lacks. Found by the fuzzer, seed 40086 on 15.

-- old
create table t (id integer not null, a text, d text) partition by range (a);
alter table t add constraint k check (d <> '');
create table other (id integer not null, d text) partition by list (id);
create table p partition of other for values in (1, 2);
create policy seen on other using (exists (select from t where t.id = 1));

-- new
create table t (id integer not null, d text) partition by list (id);
alter table t add constraint k check (d <> '');
create table other (id integer not null);
create table p partition of t default;
create policy seen on other using (exists (select from t where t.id = 1));
