-- A table of its own becomes a partition, another partition becomes a table of its own, a third moves to another parent,
-- a fourth gets other bounds; no row is lost.

-- old
create table log (id integer not null, day date not null, line text) partition by range (day);
create table archive (id integer not null, day date not null, line text) partition by range (day);
create index log_line on log (line);
create table log_1 partition of log for values from ('2025-01-01') to ('2025-02-01');
create table log_2 (id integer not null, day date not null, line text);
create table log_3 partition of log for values from ('2025-03-01') to ('2025-04-01');
create table log_4 partition of log for values from ('2025-04-01') to ('2025-05-01');

-- new
create table log (id integer not null, day date not null, line text) partition by range (day);
create table archive (id integer not null, day date not null, line text) partition by range (day);
create index log_line on log (line);
create table log_1 (id integer not null, day date not null, line text);
create table log_2 partition of log for values from ('2025-02-01') to ('2025-03-01');
create table log_3 partition of archive for values from ('2025-03-01') to ('2025-04-01');
create table log_4 partition of log for values from ('2025-04-01') to ('2025-06-01');

-- rows
insert into log values (1, '2025-01-15', 'a'), (3, '2025-03-15', 'c'), (4, '2025-04-15', 'd');
insert into log_2 values (2, '2025-02-15', 'b');

-- rows new
insert into log values (2, '2025-02-15', 'b'), (4, '2025-04-15', 'd');
insert into archive values (3, '2025-03-15', 'c');
insert into log_1 values (1, '2025-01-15', 'a');
