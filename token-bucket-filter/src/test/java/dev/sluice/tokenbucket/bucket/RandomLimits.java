package dev.sluice.tokenbucket.bucket;

import java.math.BigDecimal;
import java.util.Random;

/** Limits from everywhere in the allowed range, each order of magnitude as likely as another, round ones and odd ones. */
final class RandomLimits {

    private static final int[] ROUND_DIGITS = {1, 2, 3, 5, 6, 12, 15, 25, 125};

    private final Random random;

    RandomLimits(Random random) {
        this.random = random;
    }

    Limit next() {
        return Limit.of(capacity(), rate());
    }

    private long capacity() {
        long capacity = logUniform(Limit.MAX_CAPACITY);
        return random.nextBoolean() ? capacity : Math.min(Limit.MAX_CAPACITY, round(capacity));
    }

    private BigDecimal rate() {
        long slowest = 1_000;
        long fastest = 1_000_000_000_000_000_000L;
        long nanotokens = slowest * logUniform(fastest / slowest);
        long chosen = random.nextBoolean() ? nanotokens + random.nextInt((int) slowest) : round(nanotokens);
        return BigDecimal.valueOf(Math.min(fastest, Math.max(slowest, chosen)), 9);
    }

    /** A number of about the same size with few digits. */
    private long round(long value) {
        long power = 1;
        while (value / power >= 10) {
            power *= 10;
        }
        return power * ROUND_DIGITS[random.nextInt(ROUND_DIGITS.length)];
    }

    /** A number from 1 to {@code most}, of each order of magnitude equally often. */
    long logUniform(long most) {
        double drawn = Math.exp(random.nextDouble() * Math.log((double) most));
        return Math.max(1, Math.min(most, Math.round(drawn)));
    }
}
