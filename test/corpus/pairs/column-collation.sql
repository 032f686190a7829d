-- Collations change on columns that are indexed, unique and seen by a view; rows stay.

-- old
create schema lang;
create collation lang.by_number (provider = icu, locale = 'en-u-kn-true');
create table lang.word (
  id integer primary key,
  spelling text,
  sound varchar(40) collate "C",
  stem text collate lang.by_number,
  unique (spelling)
);
create index word_sound on lang.word (sound);
create view lang.short as select spelling, sound from lang.word where length(spelling) < 4;

-- new
create schema lang;
create collation lang.by_number (provider = icu, locale = 'en-u-kn-true');
create table lang.word (
  id integer primary key,
  spelling text collate "C",
  sound varchar(40),
  stem text collate "POSIX",
  unique (spelling)
);
create index word_sound on lang.word (sound);
create view lang.short as select spelling, sound from lang.word where length(spelling) < 4;

-- rows
insert into lang.word values (1, 'ox', 'oks', 'ox'), (2, 'Öl', 'øːl', 'ol');

-- rows new
insert into lang.word values (1, 'ox', 'oks', 'ox'), (2, 'Öl', 'øːl', 'ol');
