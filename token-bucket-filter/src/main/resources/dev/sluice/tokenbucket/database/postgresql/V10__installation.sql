-- Which installation this is: of several that keep their buckets in one Redis each has its own there.
create table sluice_installation (id text not null);
insert into sluice_installation values (md5(random()::text || clock_timestamp()::text));
