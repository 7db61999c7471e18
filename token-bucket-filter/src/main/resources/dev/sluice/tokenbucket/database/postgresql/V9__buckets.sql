-- Buckets that several gateways spend from, and the slices of them that are lent; what a draw does is in R__draw.sql. Tokens are counted in
-- millionths, rates in millionths of a token a second, times in microseconds since 1970. Before the first release this was done in steps 2, 6, 7
-- and 8: so all may be there.
create table if not exists sluice_buckets (
    bucket         text collate "C" primary key,
    version        bigint not null,
    bucket_capacity bigint not null,
    bucket_rate    bigint not null,
    -- What is not lent; below zero while more is lent than a bucket has that has become smaller, or more was spent than there was.
    capacity       bigint not null,
    rate           bigint not null,
    tokens         bigint not null,
    -- Millionths of a millionth that have flowed in and are not in tokens yet.
    remainder      bigint not null,
    counted_at     bigint not null,
    -- The number of the last answer.
    stamp          bigint not null,
    -- When the bucket is full again if nobody draws: from then on the row says no more than its absence.
    full_at        bigint not null,
    -- Tokens that an administrator has added beside what flows in, and that have found no room yet, and until when they may.
    added          bigint not null default 0,
    added_until    bigint not null default 0,
    -- What must not come back after a limit was smaller for a while, and until when it may.
    surplus        bigint not null default 0,
    surplus_until  bigint not null default 0
) with (fillfactor = 50);

create index if not exists sluice_buckets_full_at on sluice_buckets (full_at);

create table if not exists sluice_leases (
    bucket         text collate "C" not null references sluice_buckets on delete cascade,
    lease          text collate "C" not null,
    -- The stamps of the last answer and of the one before it, and what the last one gave.
    stamp          bigint not null,
    stamp_before   bigint not null,
    given_capacity bigint not null,
    given_rate     bigint not null,
    given_tokens   bigint not null,
    -- What is lent in all.
    capacity       bigint not null,
    rate           bigint not null,
    -- What the gateway held of it when it was last heard of, without what requests waited for.
    tokens         bigint not null,
    demand         bigint not null,
    -- Until when the lease and its demand are known; what is lent may be there again before, to the microsecond.
    expires_at     bigint not null,
    lent_until     bigint not null,
    -- Under which limit the lease was given something last: a draw that comes again under another is not answered as the first time.
    version        bigint not null default 0,
    primary key (bucket, lease)
) with (fillfactor = 50);

-- Who is there: gateways that share buckets, and when each said so last, in microseconds since 1970.
create table if not exists sluice_gateways (
    gateway text collate "C" primary key,
    seen_at bigint not null
) with (fillfactor = 50);

-- Notes that a gateway is there, and counts those who are.
create or replace function sluice_present(gateway_ text, present_micros_ bigint, now_ bigint, out gateways integer, out micros bigint)
language plpgsql as $$
begin
    micros := coalesce(now_, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
    insert into sluice_gateways values (gateway_, micros)
    on conflict (gateway) do update set seen_at = excluded.seen_at;
    -- Who is locked is there.
    delete from sluice_gateways where gateway in (
        select gateway from sluice_gateways where seen_at < micros - present_micros_ for update skip locked);
    select count(*)::integer into gateways from sluice_gateways;
end
$$;

-- Forgets buckets that are full again, a number of them at a time.
create or replace function sluice_prune(most_ integer, now_ bigint, out pruned integer)
language plpgsql as $$
begin
    delete from sluice_buckets where bucket in (
        select bucket from sluice_buckets
        where full_at <= coalesce(now_, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
        order by full_at limit most_ for update skip locked);
    get diagnostics pruned = row_count;
end
$$;

-- Forgets a bucket after a while, even if it is not full again.
create or replace function sluice_forget(bucket_ text, micros_ bigint, now_ bigint) returns void language sql as $$
    update sluice_buckets set full_at = least(
        full_at, coalesce(now_, (extract(epoch from clock_timestamp()) * 1000000)::bigint) + micros_)
    where bucket = bucket_
$$;
