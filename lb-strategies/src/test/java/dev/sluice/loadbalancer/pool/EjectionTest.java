package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EjectionTest {

    private static final EjectionPolicy POLICY =
            new EjectionPolicy(3, false, Duration.ofSeconds(5), Duration.ofMinutes(1), 50);

    /** Longer ago than any clock can tell, and over in time: differences count, not values. */
    private static final long SHORTLY_BEFORE_OVERFLOW =
            Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    @Test
    void neverMeansNotNow() {
        assertThat(Ejection.NEVER.active()).isFalse();
        assertThat(Ejection.NEVER.over()).isSameAs(Ejection.NEVER);
    }

    @Test
    void theFirstLastsOnePause() {
        Ejection first = Ejection.NEVER.again("why", 42, POLICY);

        assertThat(first)
                .isEqualTo(new Ejection(
                        true,
                        "why",
                        1,
                        Duration.ofSeconds(5),
                        42 + Duration.ofSeconds(5).toNanos()));
    }

    @Test
    void eachLastsTwiceAsLongAsTheOneBeforeUpToTheLongest() {
        assertThat(pauses(8, Duration.ZERO)).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L);
    }

    @Test
    void anInstanceThatWasInForAsLongAsItWasOutIsForgiven() {
        assertThat(pauses(4, Duration.ofMinutes(1))).containsExactly(5L, 5L, 5L, 5L);

        Ejection twice = again(again(Ejection.NEVER, Duration.ZERO), Duration.ZERO);
        assertThat(twice.pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(again(twice, Duration.ofSeconds(10).minusNanos(1)).pause()).isEqualTo(Duration.ofSeconds(20));
        assertThat(again(twice, Duration.ofSeconds(10)).pause()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void oneThatCameBackBeforeItsTimeIsNotForgivenEarlier() {
        Ejection first = Ejection.NEVER.again("why", 0, POLICY).over();

        assertThat(first.again("why", Duration.ofSeconds(1).toNanos(), POLICY).pause())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aThousandTimesInARowOverflowNothing() {
        assertThat(pauses(1_000, Duration.ZERO)).endsWith(60L, 60L, 60L);
    }

    @Test
    void theClockMayOverflow() {
        Ejection first = Ejection.NEVER.again("why", SHORTLY_BEFORE_OVERFLOW, POLICY);

        assertThat(first.end()).isNegative();
        assertThat(again(first, Duration.ZERO).times()).isEqualTo(2);
        assertThat(again(first, Duration.ofSeconds(5)).times()).isEqualTo(1);
    }

    @Test
    void whatIsOverKeepsItsPast() {
        Ejection over = Ejection.NEVER.again("why", 0, POLICY).over();

        assertThat(over.active()).isFalse();
        assertThat(over.times()).isEqualTo(1);
        assertThat(over.reason()).isEqualTo("why");
    }

    /** Seconds of so many ejections, each so long after the last was over. */
    private static List<Long> pauses(int times, Duration spell) {
        List<Long> pauses = new ArrayList<>();
        Ejection ejection = Ejection.NEVER;
        for (int i = 0; i < times; i++) {
            ejection = again(ejection, spell);
            pauses.add(ejection.pause().toSeconds());
        }
        return pauses;
    }

    private static Ejection again(Ejection before, Duration later) {
        return before.over().again("again", before.end() + later.toNanos(), POLICY);
    }
}
