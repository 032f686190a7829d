-- Foreign keys from and to partitioned tables; a trigger on the partitioned table, disabled on one partition.

-- old
create table device (id integer, zone integer, primary key (id, zone)) partition by list (zone);
create table device_1 partition of device for values in (1);
create table signal (device integer, zone integer, at date) partition by range (at);
create table signal_1 partition of signal for values from ('2026-01-01') to ('2026-02-01');
create function watch() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger watched after insert on signal for each row execute function watch();

-- new
create table device (id integer, zone integer, primary key (id, zone)) partition by list (zone);
create table device_1 partition of device for values in (1);
create table device_2 partition of device for values in (2);
create table signal (device integer, zone integer, at date,
  constraint from_device foreign key (device, zone) references device on delete cascade) partition by range (at);
create table signal_1 partition of signal for values from ('2026-01-01') to ('2026-02-01');
create function watch() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger watched after insert or update on signal for each row execute function watch();
create trigger own before insert on signal_1 for each row execute function watch();
create table alarm (device integer, zone integer, foreign key (device, zone) references device);

-- rows
insert into device values (1, 1);
insert into signal values (1, 1, '2026-01-10');

-- rows new
insert into device values (1, 1), (2, 2);
insert into signal values (1, 1, '2026-01-10');
