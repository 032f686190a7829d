-- A partition that becomes a plain table refers to the partitioned table that it is a partition of: the key of that
-- is only there for references once the partition has its part.
-- old
create table public.t (id bigint primary key, b jsonb) partition by range (id);
create table public.p partition of public.t default partition by range (id);
-- new
create table public.t (id bigint primary key, b jsonb) partition by range (id);
create table public.p partition of public.t for values from (0) to (9);
alter table public.p add constraint k foreign key (id) references public.t not valid;
