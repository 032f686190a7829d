create table threads (
  id bigint generated always as identity primary key,
  note_id bigint not null references notes (id) on delete cascade,
  subject text not null
);
create index threads_note_id on threads (note_id);
alter table threads enable row level security;
