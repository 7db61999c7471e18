package dev.sluice.gateway.backend;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.CONNECT_TIMEOUT_ATTR;
import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.route.Route;

/** How long a backend is waited for: what a route says in its metadata, or else what is set for all. */
public final class RouteTimeouts {

    private final HttpClientProperties properties;

    /** Of routes beside these settings for all. */
    public RouteTimeouts(HttpClientProperties properties) {
        this.properties = properties;
    }

    /** How long a connection may take, in milliseconds; absent for as long as the client library lets it. */
    public OptionalInt connect(Route route) {
        Object own = route.getMetadata().get(CONNECT_TIMEOUT_ATTR);
        if (own != null) {
            return OptionalInt.of(own instanceof Integer millis ? millis : Integer.parseInt(own.toString()));
        }
        Integer common = properties.getConnectTimeout();
        return common == null ? OptionalInt.empty() : OptionalInt.of(common);
    }

    /** How long the head of an answer may take; absent for ever. A negative one of a route is none; one that is no number leaves the common one. */
    public Optional<Duration> response(Route route) {
        if (route.getMetadata().containsKey(RESPONSE_TIMEOUT_ATTR)) {
            try {
                Long own = millis(route.getMetadata().get(RESPONSE_TIMEOUT_ATTR));
                return own == null || own < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(own));
            } catch (NumberFormatException e) {
                return Optional.ofNullable(properties.getResponseTimeout());
            }
        }
        return Optional.ofNullable(properties.getResponseTimeout());
    }

    private static @Nullable Long millis(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof Number number ? Long.valueOf(number.longValue()) : Long.valueOf(value.toString());
    }
}
