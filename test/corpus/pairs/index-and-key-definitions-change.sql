-- Indexes, keys and constraints whose definition changes, with comments, roles and foreign keys that use them.

-- old
create table account (
  id integer not null,
  region integer not null,
  email text,
  amount integer,
  note text,
  constraint account_pkey primary key (id),
  constraint account_email_key unique (email) include (note) with (fillfactor = 70),
  constraint account_amount_check check (amount > 0),
  constraint account_region_key unique (region, id)
);
comment on constraint account_pkey on account is 'the key';
comment on constraint account_amount_check on account is 'enough';
create unique index account_email_region on account (email, region);
comment on index account_email_region is 'looked up by';
create index account_note on account (lower(note)) where amount > 0;
alter index account_note alter column 1 set statistics 200;
create unique index account_identity on account (id, region);
alter table account replica identity using index account_identity;
alter table account cluster on account_email_region;
create table entry (
  id integer primary key,
  account integer,
  region integer,
  constraint entry_account_fkey foreign key (account) references account (id) on delete cascade
);
comment on constraint entry_account_fkey on entry is 'whose';
create table lookup (region integer, id integer, foreign key (region, id) references account (id, region));
create view account_names as select id, email, note from account group by account.id;

-- new
create table account (
  id integer not null,
  region integer not null,
  email text not null,
  amount integer not null,
  note text,
  constraint account_pkey primary key (id) include (email),
  constraint account_email_key unique nulls not distinct (email, region) with (fillfactor = 80),
  constraint account_amount_check check (amount >= 0),
  constraint account_region_key unique (region, id) deferrable initially deferred
);
comment on constraint account_pkey on account is 'the key';
comment on constraint account_amount_check on account is 'not less than nothing';
create unique index account_email_region on account (email desc, region);
comment on index account_email_region is 'looked up by';
create index account_note on account (upper(note)) where amount >= 0;
alter index account_note alter column 1 set statistics 300;
create unique index account_identity on account (region, id) include (amount);
alter table account replica identity using index account_identity;
alter table account cluster on account_email_region;
create table entry (
  id integer primary key,
  account integer,
  region integer,
  constraint entry_account_fkey foreign key (account) references account (id) on delete restrict
);
comment on constraint entry_account_fkey on entry is 'whose';
create table lookup (region integer, id integer, foreign key (region, id) references account (region, id));
create view account_names as select id, email, note from account group by account.id;

-- rows
insert into account select n, n, 'mail ' || n, n, 'note ' || n from generate_series(1, 20) n;
insert into entry select n, n, n from generate_series(1, 20) n;
insert into lookup select n, n from generate_series(1, 20) n;

-- rows new
insert into account select n, n, 'mail ' || n, n, 'note ' || n from generate_series(1, 20) n;
insert into entry select n, n, n from generate_series(1, 20) n;
insert into lookup select n, n from generate_series(1, 20) n;
