-- Collations of one's own: new, gone, changed under columns, indexes, domains, ranges and views.

-- old
create collation german (provider = icu, locale = 'de-DE');
create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation gone (locale = 'C');
create table name_list (given text collate german, family text collate loose, other text collate gone);
create index name_given on name_list (given);
create domain german_text as text collate german;
create view sorted as select given from name_list order by given;
comment on collation german is 'ä after a';

-- new
create collation german (provider = icu, locale = 'de-AT');
create collation loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
create table name_list (given text collate german, family text collate loose, other text);
create index name_given on name_list (given);
create unique index name_family on name_list (family collate loose);
create domain german_text as text collate german;
create view sorted as select given from name_list order by given;
comment on collation german is 'Of Austria';

-- rows
insert into name_list values ('Jörg', 'Ärmel', 'x');

-- rows new
insert into name_list values ('Jörg', 'Ärmel', 'x');
