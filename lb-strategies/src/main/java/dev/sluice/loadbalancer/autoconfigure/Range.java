package dev.sluice.loadbalancer.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** What a setting may be, told by the key that it has for all services. */
final class Range {

    private Range() {}

    static void check(boolean holds, String key, @Nullable Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("sluice.load-balancer." + key + " must be " + range + ", not " + value);
        }
    }

    static void atLeast(int least, String key, int value) {
        check(value >= least, key, value, "at least " + least);
    }

    static void atLeast(Duration least, String key, Duration value) {
        check(value.compareTo(least) >= 0, key, text(value), "at least " + text(least));
    }

    private static String text(Duration duration) {
        return DurationStyle.SIMPLE.print(duration);
    }
}
