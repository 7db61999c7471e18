package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.SlowClock;
import dev.sluice.tokenbucket.ledger.lease.Tally;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What all buckets of a gateway have in common: the bank and its state, how long it may take, the clock, the policy, names, and who waits. */
final class Banking {

    /** So many times as long as the bank may take for its answer: the gateway may stand still meanwhile. */
    private static final int MOMENTS = 3;

    private final Bank bank;
    private final BankState state;
    private final SlowClock slow;
    private final OnLedgerFailure onFailure;
    private final String gateway;
    private final AtomicLong leases = new AtomicLong();
    private final Tally tally = new Tally();
    private final Patience patience = new Patience();
    private final Set<SharedBucket> waiting = ConcurrentHashMap.newKeySet();

    Banking(Bank bank, BankState state, SlowClock slow, OnLedgerFailure onFailure, String gateway) {
        this.bank = bank;
        this.state = state;
        this.slow = slow;
        this.onFailure = onFailure;
        this.gateway = gateway;
    }

    Bank bank() {
        return bank;
    }

    BankState state() {
        return state;
    }

    /** What has become of the tokens of all buckets. */
    Tally tally() {
        return tally;
    }

    /** How long the bank may take for its answers. */
    Patience patience() {
        return patience;
    }

    /** How long room is lent to requests that go through to the bank, in microseconds. */
    long moment() {
        return MOMENTS * patience.micros();
    }

    OnLedgerFailure onFailure() {
        return onFailure;
    }

    String gateway() {
        return gateway;
    }

    /** By the same clock as {@link #micros}: what flows into an emergency's part is never more than at the bank. */
    long nanos() {
        return TimeUnit.MICROSECONDS.toNanos(slow.micros());
    }

    long micros() {
        return slow.micros();
    }

    String nextLease() {
        return gateway + "/" + leases.incrementAndGet();
    }

    /** A draw that asks what there is, and for nothing; in a lease of its own that is over at once. */
    Draw question() {
        return Draw.last(nextLease(), 0, Slice.NOTHING, 0);
    }

    /** Notes that somebody waits for a bucket. */
    void waits(SharedBucket bucket) {
        waiting.add(bucket);
    }

    /** Looks after those that somebody waits for. */
    void lookAfterWaiting() {
        List.copyOf(waiting).forEach(bucket -> {
            // Before the look: who waits from now on is noted again, by himself or here.
            waiting.remove(bucket);
            bucket.look();
            if (bucket.isWaitedFor()) {
                waiting.add(bucket);
            }
        });
    }

    /** For how many buckets somebody waits. */
    int waiting() {
        return waiting.size();
    }
}
