-- A partition's foreign key comes from its table; then it is another one, of the same name, of the partition's own.

-- old
create table t0 (id bigint primary key);
create table t5 (id bigint primary key) partition by list (id);
create table p1 partition of t5 default;
alter table t5 add constraint k1 foreign key (id) references t5;
alter table t5 add constraint k2 check (id > 0);

-- new
create table t0 (id bigint primary key);
create table t5 (id bigint primary key) partition by list (id);
create table p1 partition of t5 default;
alter table p1 add constraint k1 foreign key (id) references t0 deferrable;
alter table p1 add constraint k2 check (id > 1);
