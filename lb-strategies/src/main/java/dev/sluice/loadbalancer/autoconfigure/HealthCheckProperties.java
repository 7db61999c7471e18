package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.health.HealthCheckSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How instances are checked.
 *
 * @param enabled Whether instances are checked.
 * @param path Path that is asked for by GET, any status from 200 to 299 being healthy; without it a TCP connection is enough.
 * @param interval Time from one check to the next, give or take a tenth; at least 10ms.
 * @param timeout How long a check may hang before it has failed; at least 1ms.
 * @param rise How many checks in a row an instance has to pass to come back; the very first check decides alone.
 * @param fall How many checks in a row an instance has to fail to be taken out; the very first check decides alone.
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
        Range.check(
                path == null || isPath(path),
                "health-check.path",
                path,
                "a path that begins with / and can stand in a URL");
        Range.atLeast(MIN_INTERVAL, "health-check.interval", interval);
        Range.atLeast(MIN_TIMEOUT, "health-check.timeout", timeout);
        Range.atLeast(1, "health-check.rise", rise);
        Range.atLeast(1, "health-check.fall", fall);
    }

    /** After two slashes there would be a host, and that would be asked instead of the instance. */
    private static boolean isPath(String text) {
        try {
            var unused = new URI(text);
            return text.startsWith("/") && !text.startsWith("//");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    HealthCheckSettings settings() {
        return new HealthCheckSettings(interval, timeout);
    }
}
