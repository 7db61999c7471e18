package dev.sluice.gateway.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * How much patience the server has with its clients.
 *
 * @param headTimeout How long the head of a request may take as a whole, from 100ms to 1h; then 408. The first one of a
 *     connection counts from the connecting on.
 * @param bodyTimeout How long the next bytes of a request's body may take, from 100ms to 1h; then 408.
 * @param sendTimeout How long a client may take nothing of what waits to be sent to it, from 100ms to 1h; then the connection is
 *     reset.
 * @param maxHeaders Header lines that a request may have, from 10 to 10000; more: 431.
 */
@ConfigurationProperties(prefix = "sluice.http.server", ignoreUnknownFields = false)
record HttpServerProperties(
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("60s") Duration sendTimeout,
        @DefaultValue("100") int maxHeaders) {

    /** Below it clients far away would not get through. */
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

    /** Above it a timeout protects from nothing. */
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /** Fewer than a browser sends would shut everybody out. */
    private static final int MIN_HEADERS = 10;

    /** More than any server behind this one would take. */
    private static final int MAX_HEADERS = 10_000;

    HttpServerProperties {
        checkTimeout("head-timeout", headTimeout);
        checkTimeout("body-timeout", bodyTimeout);
        checkTimeout("send-timeout", sendTimeout);
        check(
                maxHeaders >= MIN_HEADERS && maxHeaders <= MAX_HEADERS,
                "max-headers",
                maxHeaders,
                "from " + MIN_HEADERS + " to " + MAX_HEADERS);
    }

    private static void checkTimeout(String key, Duration timeout) {
        check(
                timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                key,
                DurationStyle.SIMPLE.print(timeout),
                "from 100ms to 1h");
    }

    private static void check(boolean holds, String key, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("sluice.http.server." + key + " must be " + range + ", not " + value);
        }
    }
}
