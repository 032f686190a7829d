create table labels (
  id bigint generated always as identity primary key,
  task_id bigint not null references tasks (id) on delete cascade,
  name text not null
);
alter table labels enable row level security;
