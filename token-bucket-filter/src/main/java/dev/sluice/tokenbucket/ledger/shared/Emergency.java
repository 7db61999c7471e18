package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** A gateway's fair part of a bucket, for as long as the bank is away. */
final class Emergency {

    private static final MathContext DOWN = new MathContext(18, RoundingMode.DOWN);

    private final Limit limit;
    private final Optional<TokenBucket> part;
    private long spent;

    /**
     * One of so many parts.
     *
     * @param left what the bucket held when it was last heard of, in millionths of a token
     */
    Emergency(Limit limit, long left, int gateways, long nanos) {
        this.limit = limit;
        this.part = part(limit, gateways).map(own -> TokenBucket.holding(Measures.level(left / gateways), own, nanos));
    }

    /** Nothing, where the part would hold no token or get less than there can be. */
    private static Optional<Limit> part(Limit limit, int gateways) {
        long capacity = limit.capacity() / gateways;
        BigDecimal rate = limit.ratePerSec().divide(BigDecimal.valueOf(gateways), DOWN);
        return capacity < 1 || rate.compareTo(Limit.MIN_RATE) < 0
                ? Optional.empty()
                : Optional.of(Limit.of(capacity, rate));
    }

    Decision take(long tokens, long nanos) {
        boolean admitted =
                part.map(own -> own.tryTake(tokens, nanos).admitted()).orElse(false);
        spent += admitted ? Measures.tokens(tokens) : 0;
        Level left = part.map(own -> own.level(nanos)).orElse(Level.ofTokens(0));
        return Decision.of(admitted, limit, tokens, left);
    }

    /** What was spent since the last call, in millionths of a token. */
    long takeSpent() {
        long owed = spent;
        spent = 0;
        return owed;
    }
}
