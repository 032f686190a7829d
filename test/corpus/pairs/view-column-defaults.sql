-- Defaults of a view's columns come, change and go: in a view that stays, and in one that is made anew.

-- old
create table t (id integer, note text, at date);
create view stays as select * from t;
alter view stays alter column note set default 'old';
alter view stays alter column id set default 1;
create view made_anew as select id, note, at from t;
alter view made_anew alter column id set default 1;
alter view made_anew alter column at set default '2026-01-01';

-- new
create table t (id integer, note text, at date);
create view stays as select * from t;
alter view stays alter column note set default 'new';
alter view stays alter column at set default '2026-01-01';
create view made_anew as select id, at from t;
alter view made_anew alter column at set default '2026-01-01';
