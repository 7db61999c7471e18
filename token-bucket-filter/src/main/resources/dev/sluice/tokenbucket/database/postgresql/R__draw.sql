-- One draw of a bucket, as in draw.lua, and under the same names. Tokens are counted in millionths, rates in millionths of a token a second, times in
-- microseconds since 1970; now_ is null for the server's. lent_micros_ says for how long is lent what the lease has then: it is there again to the
-- microsecond, whenever the next draw comes. An answer without a stamp says that the lease is lost. Who owes less than nothing adds tokens.
--
-- The number in its name is that of what it does: whoever changes that gives it the next. A gateway of another release, which runs beside this one
-- while they are exchanged, has its own.
create or replace function sluice_draw_1(
    bucket_ text, version_ bigint, capacity_ bigint, rate_ bigint, opening_tokens_ bigint, opening_micros_ bigint,
    lease_ text, after_ bigint, last_ boolean, back_capacity_ bigint, back_rate_ bigint, back_tokens_ bigint, kept_ bigint,
    ask_capacity_ bigint, ask_rate_ bigint, waiting_ bigint, more_ bigint, part_ bigint, unit_ bigint,
    demand_ bigint, owed_ bigint, lent_micros_ bigint, now_ bigint,
    out stamp bigint, out given_capacity bigint, out given_rate bigint, out given_tokens bigint,
    out version bigint, out bucket_capacity bigint, out bucket_rate bigint,
    out pool_capacity bigint, out pool_rate bigint, out pool_tokens bigint, out lent bigint, out demand bigint, out leases integer)
language plpgsql as $$
#variable_conflict use_column
declare
    b sluice_buckets%rowtype;
    l sluice_leases%rowtype;
    known boolean;
    -- A lease and its demand are known for so long in any case.
    lease_micros constant bigint := 2000000;
    never constant bigint := 9223372036854775807;
    coming_back_at bigint;
    coming_back record;
    filled_until bigint;
    elapsed bigint;
    room bigint;
    fine bigint;
    lost bigint := 0;
    found_room bigint;
    there bigint;
    besides bigint;
    over_at bigint;
begin
    loop
        select * into b from sluice_buckets where bucket = bucket_ for update;
        exit when found;
        insert into sluice_buckets values (
            bucket_, version_, capacity_, rate_, capacity_, rate_, least(opening_tokens_, capacity_), 0,
            least(opening_micros_, coalesce(now_, (extract(epoch from clock_timestamp()) * 1000000)::bigint)), 0, 0)
        on conflict do nothing;
    end loop;
    -- By the clock after the wait for the row.
    now_ := greatest(b.counted_at, coalesce(now_, (extract(epoch from clock_timestamp()) * 1000000)::bigint));

    -- What has flowed in since, and what is lent no longer, in the order of time: capacity and rate come back, tokens do not.
    loop
        select min(e.lent_until) into coming_back_at from sluice_leases e where e.bucket = bucket_ and e.lent_until <= now_;
        filled_until := case when coming_back_at is null then now_ else greatest(coming_back_at, b.counted_at) end;
        room := greatest(0, b.capacity);
        if b.rate > 0 then
            elapsed := filled_until - b.counted_at;
            if elapsed / 1000000 > (room - b.tokens) / b.rate then
                b.tokens := room;
                b.remainder := 0;
            else
                fine := b.rate % 1000000 * (elapsed % 1000000) + b.remainder;
                b.remainder := fine % 1000000;
                b.tokens := b.tokens + b.rate * (elapsed / 1000000) + b.rate / 1000000 * (elapsed % 1000000) + fine / 1000000;
                if b.tokens >= room then
                    b.tokens := room;
                    b.remainder := 0;
                end if;
            end if;
        end if;
        b.counted_at := filled_until;
        exit when coming_back_at is null;
        select sum(e.capacity)::bigint as capacity, sum(e.rate)::bigint as rate into coming_back
        from sluice_leases e where e.bucket = bucket_ and e.lent_until <= coming_back_at;
        b.capacity := b.capacity + coming_back.capacity;
        b.rate := b.rate + coming_back.rate;
        update sluice_leases e set capacity = 0, rate = 0, tokens = 0, lent_until = never
        where e.bucket = bucket_ and e.lent_until <= coming_back_at;
    end loop;
    delete from sluice_leases e where e.bucket = bucket_ and e.expires_at <= now_;

    -- A newer limit.
    if version_ > b.version then
        if b.capacity < 0 and capacity_ > b.bucket_capacity then
            -- More is lent than the smaller bucket held, and a larger one has room for what must not come back.
            b.surplus := greatest(case when b.surplus_until > now_ then b.surplus else 0 end, -b.capacity);
            b.surplus_until := now_ + lease_micros;
        end if;
        b.capacity := b.capacity + capacity_ - b.bucket_capacity;
        b.rate := b.rate + rate_ - b.bucket_rate;
        b.version := version_;
        b.bucket_capacity := capacity_;
        b.bucket_rate := rate_;
    end if;

    select * into l from sluice_leases where sluice_leases.bucket = bucket_ and lease = lease_;
    known := found;
    if known and l.stamp_before = after_ and l.version = b.version then
        -- The same draw again, under the limit by which it was given.
        stamp := l.stamp;
        given_capacity := l.given_capacity;
        given_rate := l.given_rate;
        given_tokens := l.given_tokens;
    elsif after_ = (case when known then l.stamp else 0 end)
        -- Not what has come back by itself.
        and back_capacity_ <= coalesce(l.capacity, 0) and back_rate_ <= coalesce(l.rate, 0)
    then
        b.stamp := greatest(now_, b.stamp + 1);
        stamp := b.stamp;
        -- What is given back.
        b.capacity := b.capacity + back_capacity_;
        b.rate := b.rate + back_rate_;
        if b.surplus_until > now_ then
            lost := least(b.surplus, back_tokens_);
            b.surplus := b.surplus - lost;
        end if;
        b.tokens := least(b.tokens + back_tokens_ - lost, greatest(0, b.capacity)) - greatest(0, owed_);
        -- What is added, and what has found no room yet because slices are lent: what is missing in those is missing here when they come
        -- back, and they do within the time of a lease.
        if owed_ < 0 then
            b.added := least((case when b.added_until > now_ then b.added else 0 end) - owed_, b.bucket_capacity);
            b.added_until := now_ + lease_micros;
        end if;
        if b.added_until > now_ then
            found_room := greatest(0, least(b.added, greatest(0, b.capacity) - b.tokens));
            b.tokens := b.tokens + found_room;
            b.added := least(b.added - found_room, b.bucket_capacity - greatest(0, b.capacity));
        end if;
        given_capacity := 0;
        given_rate := 0;
        given_tokens := 0;
        if last_ then
            delete from sluice_leases where sluice_leases.bucket = bucket_ and lease = lease_;
        else
            -- What is given.
            there := greatest(0, least(b.tokens, b.capacity));
            -- If not for all who wait, with what is kept for as many requests as can be served.
            given_tokens := case
                when waiting_ <= there then waiting_
                else greatest(0, (kept_ + there) / unit_ * unit_ - kept_) end;
            besides := there - given_tokens;
            besides := least(more_, besides / 1000000 * part_ + besides % 1000000 * part_ / 1000000);
            given_tokens := given_tokens + besides / unit_ * unit_;
            given_capacity := greatest(given_tokens, least(ask_capacity_, greatest(0, b.capacity)));
            -- What no longer fits into the pool goes along.
            given_tokens := greatest(given_tokens, there - greatest(0, b.capacity - given_capacity));
            b.capacity := b.capacity - given_capacity;
            b.tokens := b.tokens - given_tokens;
            given_rate := least(ask_rate_, greatest(0, b.rate));
            b.rate := b.rate - given_rate;
            insert into sluice_leases values (
                bucket_, lease_, stamp, after_, given_capacity, given_rate, given_tokens,
                given_capacity, given_rate, kept_ + given_tokens - least(given_tokens, waiting_), demand_,
                now_ + lease_micros, now_ + lent_micros_, b.version)
            on conflict on constraint sluice_leases_pkey do update set
                stamp = excluded.stamp, stamp_before = excluded.stamp_before,
                given_capacity = excluded.given_capacity, given_rate = excluded.given_rate,
                given_tokens = excluded.given_tokens,
                capacity = sluice_leases.capacity - back_capacity_ + excluded.capacity,
                rate = sluice_leases.rate - back_rate_ + excluded.rate,
                tokens = excluded.tokens, demand = excluded.demand, expires_at = excluded.expires_at,
                lent_until = excluded.lent_until, version = excluded.version;
        end if;
    end if;

    b.tokens := least(b.tokens, greatest(0, b.capacity));
    select coalesce(sum(o.tokens), 0)::bigint, least(coalesce(sum(o.demand), 0), never)::bigint, count(*)::integer,
        greatest(now_, max(o.expires_at))
    into lent, demand, leases, over_at from sluice_leases o where o.bucket = bucket_;
    update sluice_buckets s set
        version = b.version, bucket_capacity = b.bucket_capacity, bucket_rate = b.bucket_rate, capacity = b.capacity,
        rate = b.rate, tokens = b.tokens, remainder = b.remainder, counted_at = b.counted_at, stamp = b.stamp,
        added = b.added, added_until = b.added_until, surplus = b.surplus, surplus_until = b.surplus_until,
        -- As if all that is lent were lost: nothing flows in until the leases are over.
        full_at = over_at + least(ceil((b.bucket_capacity - b.tokens)::numeric * 1000000 / b.bucket_rate), 1e18)::bigint
    where s.bucket = bucket_;

    version := b.version;
    bucket_capacity := b.bucket_capacity;
    bucket_rate := b.bucket_rate;
    pool_capacity := greatest(0, b.capacity);
    pool_rate := greatest(0, b.rate);
    pool_tokens := b.tokens;
end
$$;
