-- A check, a default, an index and a policy call functions; the functions change their bodies, one its name, one its
-- argument's type.

-- old
create schema rules;
create function rules.is_slug(value text) returns boolean language sql immutable as $$ select value ~ '^[a-z]+$' $$;
create function rules.new_slug() returns text language sql as $$ select 'slug'::text $$;
create function rules.score(value integer) returns integer language sql immutable as $$ select value $$;
create function rules.may_see(owner text) returns boolean language sql stable as $$ select owner = current_user $$;
create table page (
  slug text not null default rules.new_slug() constraint good_slug check (rules.is_slug(slug)),
  visits integer,
  owner text
);
create index page_score on page (rules.score(visits));
alter table page enable row level security;
create policy mine on page using (rules.may_see(owner));

-- new
create schema rules;
create function rules.looks_like_slug(value text) returns boolean language sql immutable as $$ select value ~ '^[a-z-]+$' $$;
create function rules.new_slug() returns text language sql as $$ select 'a-slug'::text $$;
create function rules.score(value bigint) returns integer language sql immutable as $$ select value::integer / 10 $$;
create function rules.may_see(owner text, strictly boolean default false) returns boolean language sql stable
  as $$ select owner = current_user or not strictly $$;
create table page (
  slug text not null default rules.new_slug() constraint good_slug check (rules.looks_like_slug(slug)),
  visits integer,
  owner text
);
create index page_score on page (rules.score(visits));
alter table page enable row level security;
create policy mine on page using (rules.may_see(owner));

-- rows
insert into page values ('abc', 4, 'me');

-- rows new
insert into page values ('abc', 4, 'me');
