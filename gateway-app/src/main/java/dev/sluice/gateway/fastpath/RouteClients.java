package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.backend.RouteTimeouts;
import io.netty.channel.ChannelOption;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.route.Route;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.AddressUtils;

/** The client with which requests of a route are sent, and how long their answers are waited for; worked out once for all alike. */
final class RouteClients {

    private final HttpClient client;
    private final RouteTimeouts timeouts;
    private final Map<Settings, Sending> sendings = new ConcurrentHashMap<>();

    RouteClients(HttpClient client, RouteTimeouts timeouts) {
        this.client = client;
        this.timeouts = timeouts;
    }

    /** By what a route says of its client, or all of them. */
    Sending of(Route route) {
        return sendings.computeIfAbsent(new Settings(timeouts.connect(route), timeouts.response(route)), this::sending);
    }

    private Sending sending(Settings settings) {
        return new Sending(
                settings.connectTimeout.isPresent()
                        ? client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeout.getAsInt())
                        : client,
                settings.responseTimeout);
    }

    private record Settings(OptionalInt connectTimeout, Optional<Duration> responseTimeout) {}

    /** How requests of one route are sent. */
    static final class Sending {

        /** More than there are at a time; by then most are of instances that are gone. */
        private static final int MAX_BOUND = 10_000;

        private final HttpClient client;
        private final Optional<Duration> responseTimeout;
        private final Map<URI, HttpClient> bound = new ConcurrentHashMap<>();

        Sending(HttpClient client, Optional<Duration> responseTimeout) {
            this.client = client;
            this.responseTimeout = responseTimeout;
        }

        /** How long the head of an answer may take; absent for ever. */
        Optional<Duration> responseTimeout() {
            return responseTimeout;
        }

        /** For requests that name their target. */
        HttpClient client() {
            return client;
        }

        /** For requests to this instance, which name only a path; without TLS. */
        HttpClient clientOf(URI instance) {
            HttpClient known = bound.get(instance);
            return known == null ? bind(instance) : known;
        }

        private HttpClient bind(URI instance) {
            if (bound.size() >= MAX_BOUND) {
                bound.clear();
            }
            return bound.computeIfAbsent(instance, this::bound);
        }

        private HttpClient bound(URI instance) {
            SocketAddress address = AddressUtils.createUnresolved(instance.getHost(), instance.getPort());
            return client.remoteAddress(() -> address).noSSL();
        }
    }
}
