create table reminders (
  id bigint generated always as identity primary key,
  task_id bigint not null references tasks (id) on delete cascade,
  remind_at timestamptz not null
);
create index reminders_remind_at on reminders (remind_at);
alter table reminders enable row level security;
