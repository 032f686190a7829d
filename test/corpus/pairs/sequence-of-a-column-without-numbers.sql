-- Any column can own a sequence; one that holds no numbers says nothing of its position.

-- old
create table was (id integer);
create table becomes (lists integer[]);
create sequence number;
alter sequence number owned by was.id;

-- new
create table becomes (lists integer[]);
create sequence number;
alter sequence number owned by becomes.lists;
