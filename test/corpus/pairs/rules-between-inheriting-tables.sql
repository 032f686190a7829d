-- Rules that write into each other's tables, where one table inherits the other's columns: from empty and back.

-- old
create table unrelated (id integer);

-- new
create table unrelated (id integer);
create table link (file_id integer, ref_key integer, note text default 'none');
create table order_link (check (ref_key > 0)) inherits (link);
create table bill_link () inherits (link);
create table secondary (file_id integer, ref_key integer);
create rule to_order as on insert to secondary where new.ref_key > 0
  do also insert into order_link values (new.file_id, new.ref_key);
create rule to_bill as on insert to link do also insert into bill_link values (new.file_id, new.ref_key);
create rule to_secondary as on insert to order_link where new.ref_key < -1
  do also insert into secondary values (new.file_id, new.ref_key);
create rule to_link as on insert to bill_link where new.ref_key < -1
  do also insert into link values (new.file_id, new.ref_key);
