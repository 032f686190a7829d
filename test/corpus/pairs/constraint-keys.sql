-- Primary and unique keys: other columns, another name, INCLUDE, NULLS NOT DISTINCT, deferrable, comments; a unique index
-- takes over from a constraint of the same name and the other way round; foreign keys hang on them.

-- old
create table account (
  id integer constraint account_pkey primary key,
  mail text constraint account_mail_key unique,
  phone text,
  tenant integer not null,
  handle text,
  constraint handle_in_tenant unique (tenant, handle)
);
create unique index account_phone on account (phone);
create table login (account integer references account, mail text references account (mail));

-- new
create table account (
  id integer,
  mail text,
  phone text,
  tenant integer not null,
  handle text,
  constraint account_key primary key (tenant, id) include (mail),
  constraint account_id_key unique (id) deferrable initially deferred,
  constraint handle_in_tenant unique nulls not distinct (handle, tenant),
  constraint account_phone unique (phone)
);
create unique index account_mail_key on account (mail);
comment on constraint account_key on account is 'By tenant';
comment on index account_mail_key is 'Login';
create table login (account integer, tenant integer, mail text references account (mail),
  constraint login_of foreign key (tenant, account) references account (tenant, id) on delete cascade on update cascade);

-- rows
insert into account values (1, 'a@b', '1', 1, 'x'), (2, null, null, 1, 'y');
insert into login values (1, 'a@b');

-- rows new
insert into account values (1, 'a@b', '1', 1, 'x'), (2, null, null, 1, 'y');
insert into login values (1, 1, 'a@b');
