create table tasks (
  id bigint generated always as identity primary key,
  owner_id uuid not null references auth.users (id),
  title text not null,
  done boolean not null default false
);
alter table tasks enable row level security;
create policy "owners have their tasks" on tasks to authenticated using (owner_id = (select auth.uid()));
