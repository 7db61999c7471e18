package dev.sluice.gateway.backend;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * How much patience the gateway has with a backend, beyond what Spring Cloud Gateway's own settings say.
 *
 * @param bodyTimeout Silence in the body of an answer after which it is cut off, up to 24h; 0s for never. Event streams
 *     and WebSockets may be silent.
 * @param sendTimeout How long a backend may take nothing of what waits to be sent to it, from 100ms to 24h; then the connection
 *     is reset.
 * @param maxPending How many requests may wait for a connection to one backend, from 1 to 100000; those beyond get 503
 *     at once.
 */
@ConfigurationProperties(prefix = "sluice.http.client", ignoreUnknownFields = false)
record BackendProperties(
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("60s") Duration sendTimeout,
        @DefaultValue("1000") int maxPending) {

    /** Above it a timeout protects from nothing. */
    private static final Duration MAX_TIMEOUT = Duration.ofHours(24);

    /** Below it a backend that collects its garbage would be given up. */
    private static final Duration MIN_SEND_TIMEOUT = Duration.ofMillis(100);

    /** None waiting would refuse whoever comes while a connection is being made. */
    private static final int MIN_PENDING = 1;

    /** A queue that long is minutes of work for any backend. */
    private static final int MAX_PENDING = 100_000;

    BackendProperties {
        check(
                !bodyTimeout.isNegative() && bodyTimeout.compareTo(MAX_TIMEOUT) <= 0,
                "body-timeout",
                DurationStyle.SIMPLE.print(bodyTimeout),
                "from 0 (never) to 24h");
        check(
                sendTimeout.compareTo(MIN_SEND_TIMEOUT) >= 0 && sendTimeout.compareTo(MAX_TIMEOUT) <= 0,
                "send-timeout",
                DurationStyle.SIMPLE.print(sendTimeout),
                "from 100ms to 24h");
        check(
                maxPending >= MIN_PENDING && maxPending <= MAX_PENDING,
                "max-pending",
                maxPending,
                "from " + MIN_PENDING + " to " + MAX_PENDING);
    }

    private static void check(boolean holds, String key, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("sluice.http.client." + key + " must be " + range + ", not " + value);
        }
    }
}
