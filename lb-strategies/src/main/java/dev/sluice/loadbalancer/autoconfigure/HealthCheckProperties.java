package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.health.HealthCheckSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How instances are checked.
 *
 * @param enabled whether they are checked at all
 * @param path is asked for by GET, and any status from 200 to 299 is healthy; without it a TCP connection is enough
 * @param interval from one check to the next, give or take a tenth; at least 10 ms
 * @param timeout after which a check that hangs has failed; at least 1 ms
 * @param rise how many checks in a row an instance has to pass to come back
 * @param fall how many checks in a row an instance has to fail to be taken out
 */
record HealthCheckProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String path,
        @DefaultValue("5s") Duration interval,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("1") int rise,
        @DefaultValue("2") int fall) {

    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    HealthCheckProperties {
        Range.check(path == null || path.startsWith("/"), "health-check.path", path, "a path that begins with /");
        Range.atLeast(MIN_INTERVAL, "health-check.interval", interval);
        Range.atLeast(MIN_TIMEOUT, "health-check.timeout", timeout);
        Range.atLeast(1, "health-check.rise", rise);
        Range.atLeast(1, "health-check.fall", fall);
    }

    HealthCheckSettings settings() {
        return new HealthCheckSettings(interval, timeout);
    }
}
