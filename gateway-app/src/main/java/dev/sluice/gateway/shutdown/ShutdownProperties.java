package dev.sluice.gateway.shutdown;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * The settings of the end.
 *
 * @param delay How long the gateway serves on, not ready, when it is told to stop, up to 10m; behind a load balancer a
 *     little more than its check interval.
 */
@ConfigurationProperties(prefix = "sluice.shutdown", ignoreUnknownFields = false)
record ShutdownProperties(@DefaultValue("0s") Duration delay) {

    /** Whoever looks for readiness looks more often. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    ShutdownProperties {
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("sluice.shutdown.delay must be from 0s to 10m, not "
                    + DurationStyle.SIMPLE.print(delay, unit(delay)));
        }
    }

    private static ChronoUnit unit(Duration delay) {
        return delay.toMillisPart() == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
    }
}
