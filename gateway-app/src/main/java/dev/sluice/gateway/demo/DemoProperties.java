package dev.sluice.gateway.demo;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * The settings of the demo backends.
 *
 * @param ports The port of each demo backend of the profile demo.
 * @param html Whether the demo backends say hello in HTML instead of plain text.
 * @param outages How the demo backends go down and come back.
 */
@ConfigurationProperties(prefix = "sluice.demo", ignoreUnknownFields = false)
record DemoProperties(
        @DefaultValue({"8001", "8004"}) List<Integer> ports,
        @DefaultValue("false") boolean html,
        @DefaultValue Outages outages) {

    private static final int MAX_PORT = 65_535;

    DemoProperties {
        check(
                !ports.isEmpty() && ports.stream().allMatch(port -> port >= 1 && port <= MAX_PORT),
                "ports",
                ports,
                "from 1 to " + MAX_PORT + " each");
    }

    private static void check(boolean holds, String key, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("sluice.demo." + key + " must be " + range + ", not " + value);
        }
    }

    /**
     * Simulated outages: each demo backend goes down and comes back, each time after a random time.
     *
     * @param enabled Whether each demo backend goes down and comes back, each time after a random time.
     * @param min The shortest time that a demo backend is up, or down.
     * @param max The longest time that a demo backend is up, or down.
     * @param seed Start of the random numbers; with the same seed the times are the same.
     */
    record Outages(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("5s") Duration min,
            @DefaultValue("14s") Duration max,
            @Nullable Long seed) {

        Outages {
            check(!min.isNegative() && !min.isZero(), "outages.min", printed(min), "longer than 0s");
            check(max.compareTo(min) >= 0, "outages.max", printed(max), "at least as long as min, " + printed(min));
        }

        private static String printed(Duration time) {
            return DurationStyle.SIMPLE.print(time, time.toMillisPart() == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
        }
    }
}
