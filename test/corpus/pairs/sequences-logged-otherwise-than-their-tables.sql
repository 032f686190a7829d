-- An identity's sequence is logged as its table is, until somebody says otherwise.

-- old
create table logged (a integer generated always as identity, b serial);
create unlogged table unlogged (a integer generated always as identity, b serial);
create table turns (a integer generated always as identity, b serial);

-- new
create table logged (a integer generated always as identity, b serial);
alter sequence logged_a_seq set unlogged;
create unlogged table unlogged (a integer generated always as identity, b serial);
alter sequence unlogged_a_seq set logged;
create unlogged table turns (a integer generated always as identity, b serial);
alter sequence turns_a_seq set logged;
create table fresh (a integer generated always as identity);
alter sequence fresh_a_seq set unlogged;
create unlogged table fresh_unlogged (a integer generated always as identity);
alter sequence fresh_unlogged_a_seq set logged;

-- rows
insert into turns default values;
