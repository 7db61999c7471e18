package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The law that all gateways together must keep, as the bucket of the textbook, in exact integers: what has been admitted in any
 * interval is at most its capacity and what has flowed in meanwhile, if and only if it never holds less than nothing.
 *
 * <p>While a limit changes, slices of the old one are about until their leases end: until then the larger of both is the law.
 */
public final class Law {

    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    private final List<Terms> inForce = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private BigInteger level;
    private long at;

    /** A full bucket, or one with fewer tokens. */
    public Law(Terms terms, long tokens, long now) {
        this.level = BigInteger.valueOf(tokens).multiply(MICROS);
        this.at = now;
        inForce.add(terms);
        ends.add(Long.MAX_VALUE);
    }

    /** From now on the bank lends by newer terms. */
    void change(Terms newer, long now) {
        bringUpTo(now);
        ends.set(ends.size() - 1, now + Bank.LEASE_MICROS);
        inForce.add(newer);
        ends.add(Long.MAX_VALUE);
    }

    /** Notes what has passed. */
    public void admitted(long tokens, long now) {
        bringUpTo(now);
        level = level.subtract(BigInteger.valueOf(tokens).multiply(MICROS));
        assertThat(level).as("what is left at %d us", now).isNotNegative();
    }

    /** Notes what has been added to the bucket: from now on it may be spent. */
    public void added(long tokens, long now) {
        bringUpTo(now);
        level = level.add(BigInteger.valueOf(tokens).multiply(MICROS));
        clamp();
    }

    private void bringUpTo(long now) {
        while (at < now) {
            long until = Math.min(now, ends.stream().mapToLong(end -> end).min().orElseThrow());
            long rate = inForce.stream().mapToLong(Terms::rate).max().orElseThrow();
            level = level.add(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(until - at)));
            at = until;
            clamp();
            for (int i = ends.size() - 1; i >= 0; i--) {
                if (ends.get(i) <= at) {
                    ends.remove(i);
                    inForce.remove(i);
                }
            }
            clamp();
        }
    }

    private void clamp() {
        long capacity = inForce.stream().mapToLong(Terms::capacity).max().orElseThrow();
        level = level.min(BigInteger.valueOf(capacity).multiply(MICROS));
    }
}
