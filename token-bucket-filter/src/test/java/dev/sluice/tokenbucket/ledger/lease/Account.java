package dev.sluice.tokenbucket.ledger.lease;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket as a bank keeps it, in plain Java: what the function of PostgreSQL and the script of Redis are compared with. */
final class Account {

    private static final long MICROS = 1_000_000;

    private final Map<String, Lease> leases = new HashMap<>();
    private Terms terms;

    /** What nobody has leased; capacity and rate are below 0 while more is leased than a smaller bucket has. */
    private long capacity;

    private long rate;
    private long tokens;
    private long remainder;
    private long at;
    private long stamp;

    /** What was added and has found no room yet, and until when it may. */
    private long added;

    private long addedUntil;
    private long arrived;

    /** What must not come back after the limit was smaller for a while, and until when it may. */
    private long surplus;

    private long surplusUntil;

    Account(Terms terms, Opening opening, long now) {
        this.terms = terms;
        this.capacity = terms.capacity();
        this.rate = terms.rate();
        this.tokens = Math.min(opening.tokens(), capacity);
        this.at = Math.min(opening.micros(), now);
    }

    Answer draw(Terms newer, Draw draw, long now) {
        bringUpTo(Math.max(at, now));
        change(newer);
        Lease lease = leases.get(draw.lease());
        if (lease != null && lease.stampBefore == draw.after() && lease.version == terms.version()) {
            clamp();
            return answer(lease.stamp, lease.given);
        }
        if (draw.after() != (lease == null ? 0 : lease.stamp) || !has(lease, draw.back())) {
            clamp();
            return new Answer.Lost();
        }
        stamp = Math.max(at, stamp + 1);
        Lease held = lease == null ? new Lease() : lease;
        takeBack(held, draw);
        add(draw);
        if (draw.last()) {
            leases.remove(draw.lease());
            return answer(stamp, Slice.NOTHING);
        }
        give(held, draw);
        leases.put(draw.lease(), held);
        return answer(stamp, held.given);
    }

    /** What was added to the bucket and has found room, since the last call. */
    long takeArrived() {
        long taken = arrived;
        arrived = 0;
        return taken;
    }

    /** Lets flow in what has come, and takes back what is lent no longer, in their order. */
    private void bringUpTo(long now) {
        leases.values().stream()
                .mapToLong(lease -> lease.lentUntil)
                .filter(back -> back <= now)
                .sorted()
                .forEach(back -> {
                    fill(back);
                    comeBack(back);
                });
        fill(now);
        leases.values().removeIf(lease -> lease.expiresAt <= now);
    }

    /** What is lent no longer comes back by itself, without its tokens. */
    private void comeBack(long time) {
        leases.values().stream().filter(lease -> lease.lentUntil <= time).forEach(lease -> {
            capacity += lease.capacity;
            rate += lease.rate;
            lease.capacity = 0;
            lease.rate = 0;
            lease.tokens = 0;
            lease.lentUntil = Long.MAX_VALUE;
        });
    }

    private void fill(long now) {
        long room = Math.max(0, capacity);
        long flow = Math.max(0, rate);
        long seconds = (now - at) / MICROS;
        long micros = (now - at) % MICROS;
        at = now;
        if (flow == 0) {
            return;
        }
        if (seconds > (room - tokens) / flow) {
            full(room);
            return;
        }
        long fine = flow % MICROS * micros + remainder;
        remainder = fine % MICROS;
        tokens += flow * seconds + flow / MICROS * micros + fine / MICROS;
        if (tokens >= room) {
            full(room);
        }
    }

    private void full(long room) {
        tokens = room;
        remainder = 0;
    }

    private void change(Terms newer) {
        if (newer.version() > terms.version()) {
            if (capacity < 0 && newer.capacity() > terms.capacity()) {
                surplus = Math.max(surplusUntil > at ? surplus : 0, -capacity);
                surplusUntil = at + Bank.LEASE_MICROS;
            }
            capacity += newer.capacity() - terms.capacity();
            rate += newer.rate() - terms.rate();
            terms = newer;
        }
    }

    private static boolean has(@Nullable Lease lease, Slice back) {
        long capacity = lease == null ? 0 : lease.capacity;
        long rate = lease == null ? 0 : lease.rate;
        return back.capacity() <= capacity && back.rate() <= rate;
    }

    private void takeBack(Lease lease, Draw draw) {
        lease.capacity -= draw.back().capacity();
        lease.rate -= draw.back().rate();
        capacity += draw.back().capacity();
        rate += draw.back().rate();
        long lost = surplusUntil > at ? Math.min(surplus, draw.back().tokens()) : 0;
        surplus -= lost;
        tokens += draw.back().tokens() - lost;
        clamp();
        tokens -= Math.max(0, draw.owed());
    }

    /** What is added, and what has found no room yet because slices are lent. */
    private void add(Draw draw) {
        if (draw.owed() < 0) {
            added = Math.min((addedUntil > at ? added : 0) - draw.owed(), terms.capacity());
            addedUntil = at + Bank.LEASE_MICROS;
        }
        if (addedUntil > at) {
            long foundRoom = Math.max(0, Math.min(added, Math.max(0, capacity) - tokens));
            tokens += foundRoom;
            arrived += foundRoom;
            added = Math.min(added - foundRoom, terms.capacity() - Math.max(0, capacity));
        }
    }

    private void clamp() {
        tokens = Math.min(tokens, Math.max(0, capacity));
    }

    private void give(Lease lease, Draw draw) {
        Draw.Ask ask = draw.ask();
        long there = Math.max(0, Math.min(tokens, capacity));
        long givenTokens = ask.waiting();
        if (ask.waiting() > there) {
            // Not for all who wait: with what is kept for as many requests as can be served.
            givenTokens = Math.max(0, there - (draw.kept() + there) % ask.unit());
        }
        long besides = Math.min(ask.more(), part(there - givenTokens, ask.part()));
        givenTokens += besides - besides % ask.unit();
        long givenCapacity = Math.max(givenTokens, Math.min(ask.capacity(), Math.max(0, capacity)));
        // What no longer fits into the pool goes along.
        givenTokens = Math.max(givenTokens, there - Math.max(0, capacity - givenCapacity));
        lease.given = new Slice(givenCapacity, Math.min(ask.rate(), Math.max(0, rate)), givenTokens);
        lease.capacity += lease.given.capacity();
        lease.rate += lease.given.rate();
        lease.stampBefore = draw.after();
        lease.stamp = stamp;
        lease.version = terms.version();
        lease.demand = draw.demand();
        lease.tokens = draw.kept() + givenTokens - Math.min(givenTokens, ask.waiting());
        lease.lentUntil = at + draw.lentMicros();
        lease.expiresAt = at + Bank.LEASE_MICROS;
        capacity -= lease.given.capacity();
        rate -= lease.given.rate();
        tokens -= givenTokens;
    }

    /** So many millionths of a number, rounded down. */
    private static long part(long number, long millionths) {
        return number / MICROS * millionths + number % MICROS * millionths / MICROS;
    }

    private Answer answer(long number, Slice given) {
        long lent = leases.values().stream().mapToLong(lease -> lease.tokens).sum();
        long demand = leases.values().stream().mapToLong(lease -> lease.demand).sum();
        return new Answer.Grant(
                number,
                given,
                new Pool(terms, Math.max(0, capacity), Math.max(0, rate), tokens, lent, demand, leases.size()));
    }

    private static final class Lease {
        private long stampBefore;
        private long stamp;
        private long version;
        private long capacity;
        private long rate;
        private long demand;
        private long tokens;
        private long lentUntil;
        private long expiresAt;
        private Slice given = Slice.NOTHING;
    }
}
