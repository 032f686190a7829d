-- Triggers of every sort: before, after, per statement with transition tables, constraint triggers, conditional, of
-- columns, with arguments, disabled, replica; changed, new, gone; one waits for a new column, one for another function.

-- old
create table wallet (id integer primary key, balance numeric, owner text);
create function checked() returns trigger language plpgsql as $$ begin return new; end $$;
create function audited() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger a_before before insert on wallet for each row execute function checked();
create trigger b_after after update on wallet for each row execute function audited('x', 'it''s');
create trigger c_statement after delete on wallet referencing old table as gone for each statement execute function audited();
create constraint trigger d_constraint after insert on wallet deferrable initially deferred for each row execute function audited();
create trigger e_disabled before truncate on wallet for each statement execute function audited();
alter table wallet disable trigger e_disabled;
comment on trigger a_before on wallet is 'First';

-- new
create table wallet (id integer primary key, balance numeric, owner text, currency text);
create function checked() returns trigger language plpgsql as $$ begin new.owner := 'x'; return new; end $$;
create function audited() returns trigger language plpgsql as $$ begin return null; end $$;
create schema extra;
create function extra.audited() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger a_before before insert or update of balance, currency on wallet for each row
  when (new.currency is not null) execute function checked();
create trigger b_after after update on wallet for each row execute function audited('x', 'it''s');
alter table wallet enable replica trigger b_after;
create trigger c_statement after delete on wallet referencing old table as gone for each statement execute function extra.audited();
create constraint trigger d_constraint after insert on wallet from wallet not deferrable for each row execute function audited();
create trigger e_disabled before truncate on wallet for each statement execute function audited();
create trigger "F ""quoted""" after update on wallet referencing new table as "New" old table as "Old" for each statement execute function audited();
comment on trigger a_before on wallet is 'Still first';
