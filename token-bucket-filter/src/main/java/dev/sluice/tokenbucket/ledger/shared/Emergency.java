package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A gateway's fair part of a bucket, for as long as the bank is away.
 *
 * <p>Of a bucket that was in use it fills only when every lease of it is over, since until then the rate flows into those.
 */
final class Emergency {

    private static final MathContext DOWN = new MathContext(18, RoundingMode.DOWN);

    private final Limit limit;
    private final Optional<Limit> own;
    private final long fillsAt;
    private TokenBucket part;
    private boolean fills;
    private long spent;

    /**
     * One of so many parts.
     *
     * @param left what the bucket held when it was last heard of, in millionths of a token
     * @param fills whether it fills from now on, since nobody has leased of it
     */
    Emergency(Limit limit, long left, boolean fills, int gateways, long nanos) {
        this.limit = limit;
        this.own = part(limit, gateways);
        this.fills = fills;
        this.fillsAt = nanos + TimeUnit.MICROSECONDS.toNanos(Bank.LEASE_MICROS);
        this.part = TokenBucket.holding(Measures.level(left / gateways), fills ? filling() : still(), nanos);
    }

    /** Nothing, where the part would hold no token or get less than there can be. */
    private static Optional<Limit> part(Limit limit, int gateways) {
        long capacity = limit.capacity() / gateways;
        BigDecimal rate = limit.ratePerSec().divide(BigDecimal.valueOf(gateways), DOWN);
        return capacity < 1 || rate.compareTo(Limit.MIN_RATE) < 0
                ? Optional.empty()
                : Optional.of(Limit.of(capacity, rate));
    }

    private Limit filling() {
        return own.orElseGet(() -> Limit.of(1, Limit.MIN_RATE));
    }

    private Limit still() {
        return Limit.of(filling().capacity(), Limit.MIN_RATE);
    }

    Decision take(long tokens, long nanos) {
        if (!fills && nanos >= fillsAt) {
            fills = true;
            part = TokenBucket.holding(part.close(nanos), filling(), nanos);
        }
        boolean admitted = own.isPresent() && part.tryTake(tokens, nanos).admitted();
        spent += admitted ? Measures.tokens(tokens) : 0;
        return Decision.of(admitted, limit, tokens, part.level(nanos));
    }

    /** What was spent since the last call, in millionths of a token. */
    long takeSpent() {
        long owed = spent;
        spent = 0;
        return owed;
    }
}
