-- A domain changes the type it stands on, used by columns, an array, a function, a composite type and a view.

-- old
create domain money_amount as integer check (value > -1000);
create type invoice_line as (title text, amount money_amount);
create table invoice (id integer primary key, amount money_amount default 0, parts money_amount[], line invoice_line);
create function gross(net money_amount) returns money_amount language sql immutable as $$ select net $$;
create view unpaid as select id, amount from invoice where amount > 0;

-- new
create domain money_amount as numeric(10,2) check (value > -1000);
create type invoice_line as (title text, amount money_amount);
create table invoice (id integer primary key, amount money_amount default 0, parts money_amount[], line invoice_line);
create function gross(net money_amount) returns money_amount language sql immutable as $$ select net $$;
create view unpaid as select id, amount from invoice where amount > 0;

-- rows
insert into invoice values (1, 5, '{1,2}', '(a,3)');
