package dev.sluice.tokenbucket.bucket;

import java.math.BigInteger;

/**
 * How far a {@link TokenBucket} may fall behind the {@link ExactBucket}, in the exact bucket's measure.
 *
 * <p>A bucket that is full again anchors itself at the counter: a unit is added, a part of another is cut off, and the
 * rounded rate loses up to a quarter of one in the 2^59 ns that a clock may count. A change of limit rounds the level down
 * to a billionth of a token and to a unit, and anchors the new bucket. Where a nanosecond brings whole units, only the two
 * roundings of a change are left.
 */
final class Lateness {

    private static final BigInteger NANOTOKEN = BigInteger.TEN.pow(9);
    private static final BigInteger ANCHOR_QUARTER_UNITS = BigInteger.valueOf(9);

    private BigInteger bound = BigInteger.ZERO;

    BigInteger bound() {
        return bound;
    }

    /** The bucket is full: whatever it had lost is forgotten. */
    void full(Limit limit) {
        bound = anchor(limit);
    }

    void changed(Limit limit) {
        bound = bound.add(NANOTOKEN)
                .add(quarterUnits(limit, BigInteger.valueOf(4)))
                .add(anchor(limit));
    }

    private static BigInteger anchor(Limit limit) {
        return limit.refill().cutOff == 0 ? BigInteger.ZERO : quarterUnits(limit, ANCHOR_QUARTER_UNITS);
    }

    /** Rounded up. */
    private static BigInteger quarterUnits(Limit limit, BigInteger quarters) {
        BigInteger quartersPerToken = BigInteger.valueOf(4 * limit.refill().unitsPerToken);
        return ExactBucket.TOKEN
                .multiply(quarters)
                .add(quartersPerToken)
                .subtract(BigInteger.ONE)
                .divide(quartersPerToken);
    }
}
