-- What must not come back after a limit was smaller for a while, and until when it may; and under which limit a lease was given something last: a
-- draw that comes again under another is not answered as the first time.
alter table sluice_buckets
    add column surplus bigint not null default 0,
    add column surplus_until bigint not null default 0;
alter table sluice_leases add column version bigint not null default 0;
