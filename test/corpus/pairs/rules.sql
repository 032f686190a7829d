-- Rules on tables and views: also, instead, conditional, disabled; changed, new and gone.

-- old
create table stock (id integer primary key, amount integer);
create table stock_log (id integer, old_amount integer, new_amount integer);
create view stock_view as select * from stock;
create rule log_change as on update to stock do also insert into stock_log values (old.id, old.amount, new.amount);
create rule protect as on delete to stock where old.amount > 0 do instead nothing;
create rule view_insert as on insert to stock_view do instead insert into stock values (new.id, new.amount);
comment on rule protect on stock is 'Nothing with an amount';

-- new
create table stock (id integer primary key, amount integer);
create table stock_log (id integer, old_amount integer, new_amount integer);
create view stock_view as select * from stock;
create rule log_change as on update to stock where old.amount <> new.amount
  do also insert into stock_log values (old.id, old.amount, new.amount);
create rule protect as on delete to stock where old.amount > 0 do instead nothing;
alter table stock disable rule protect;
create rule view_insert as on insert to stock_view do instead insert into stock values (new.id, new.amount) returning id, amount;
create rule view_delete as on delete to stock_view do instead (delete from stock where id = old.id; notify gone);
comment on rule protect on stock is 'Not now';
