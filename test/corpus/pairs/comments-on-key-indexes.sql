-- Comments on the indexes behind keys, beside the comments on the keys themselves.

-- old
create table a (id integer primary key, code text constraint code_key unique);
comment on index a_pkey is 'Old';
create table gone (id integer primary key);
comment on index gone_pkey is 'Gone';
create table p (id integer primary key) partition by list (id);
create table p_1 partition of p for values in (1);

-- new
create table a (id integer primary key, code text constraint code_key unique);
comment on index a_pkey is 'New';
comment on index code_key is 'It''s quick';
comment on constraint code_key on a is 'Unique';
create table b (id integer primary key, r int4range, exclude using gist (r with &&));
comment on index b_pkey is 'Came';
comment on index b_r_excl is 'Apart';
create table p (id integer primary key) partition by list (id);
create table p_1 partition of p for values in (1);
comment on index p_pkey is 'All';
comment on index p_1_pkey is 'One';

-- rows
insert into a values (1, 'x');
