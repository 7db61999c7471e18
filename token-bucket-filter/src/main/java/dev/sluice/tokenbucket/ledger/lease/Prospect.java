package dev.sluice.tokenbucket.ledger.lease;

import java.util.Optional;

/** What a request may hope for from the bank, by what the bank said last, and when. */
final class Prospect {

    private final Stock stock;
    private final Pace pace;
    private final Lease lease;
    private Optional<Pool> pool = Optional.empty();
    private long heard;

    /** The room that was lent for a moment with what the bank said last: tokens flow into it when it is back. */
    private long lent;

    /** The prospect of who lacks tokens in stock; nothing is known yet. */
    Prospect(Stock stock, Pace pace, Lease lease) {
        this.stock = stock;
        this.pace = pace;
        this.lease = lease;
    }

    /** What the bank said last; nothing if it knows nothing of what is held here. */
    Optional<Pool> pool() {
        return pool;
    }

    void heard(Pool said, long now) {
        pool = Optional.of(said);
        heard = now;
        lent = lease.isMomentary() ? stock.all().capacity() : 0;
    }

    /** What the bank said counts no longer, since it has forgotten us. */
    void forget() {
        pool = Optional.empty();
    }

    /** Whether the bank may have enough: as far as is known it has, or it has said nothing for so many microseconds. */
    boolean mayBeGranted(long cost, long silence, long now) {
        return pool.isEmpty() || now - heard >= silence || isPromised(cost, now);
    }

    /** Whether the bank has enough left, as far as is known. Parts of a token that are held only help a slice that does not fill itself. */
    boolean isPromised(long cost, long now) {
        Slice held = stock.spendable();
        long missing = cost - (held.rate() == 0 ? held.tokens() : 0);
        return pool.filter(said -> left(said, now) >= missing).isPresent();
    }

    /**
     * What the bank has left, unless somebody has drawn since. Who holds a share of the rate waits for nothing that has flowed in since at the bank.
     */
    private long left(Pool said, long now) {
        if (stock.spendable().rate() > 0 || isHasty(now)) {
            return said.tokensAfter(0);
        }
        return said.tokensAfter(SlowClock.atBank(now - heard))
                + Math.min(lent, said.inflow(SlowClock.atBank(lease.sinceBack(now))));
    }

    /**
     * Whether a draw for what has just flowed in would be the last of a second, and too early. Else a flood uses all of them up together, on every
     * gateway in the same instant, and what flows in during the rest of the second waits for the next.
     */
    private boolean isHasty(long now) {
        return pace.spare(now) == 1
                && lease.sinceSent(now) < Pace.EVEN_MICROS
                && pool.filter(Pool::isScarce).isPresent();
    }
}
