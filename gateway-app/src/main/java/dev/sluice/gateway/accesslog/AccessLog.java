package dev.sluice.gateway.accesslog;

import dev.sluice.admin.error.Failure;
import dev.sluice.gateway.RequestPath;
import dev.sluice.gateway.http.SentAnswer;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory;
import io.netty.channel.Channel;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

/**
 * One line for each proxied request, when its last byte is sent or its client has gone: method, path without its query,
 * client, status, backend, duration.
 *
 * <p>A client appears as its address or as a digest of its key, and as {@code -} where nobody asked who it was. A client
 * that left before the end has status 499, as in NGINX.
 */
final class AccessLogFilter implements GlobalFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(AsyncAccessLogger.NAME);

    private static final String ABSENT = "-";
    private static final String CLIENT_LEFT = "499";
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    AccessLogFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return RequestPath.ACCESS_LOG;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Entry entry = new Entry(exchange, nanoTime.getAsLong());
        return chain.filter(exchange).doOnError(entry::failed).doFinally(entry::log);
    }

    private final class Entry {

        private final ServerWebExchange exchange;
        private final long start;
        private final Optional<Channel> client;
        private String status = ABSENT;

        Entry(ServerWebExchange exchange, long start) {
            this.exchange = exchange;
            this.start = start;
            this.client = client(exchange);
        }

        private static Optional<Channel> client(ServerWebExchange exchange) {
            return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client
                    ? Optional.of(client.channel())
                    : Optional.empty();
        }

        /** Asked of the channel itself: where a client leaves in the middle of a body, the writing ends like any other. */
        private boolean hasLeft(SignalType end) {
            boolean gone = end == SignalType.CANCEL
                    || client.filter(channel -> !channel.isActive()).isPresent();
            return gone && client.filter(SentAnswer::isComplete).isEmpty();
        }

        void failed(Throwable cause) {
            status = String.valueOf(Failure.of(cause).status().value());
        }

        void log(SignalType end) {
            double millis = (nanoTime.getAsLong() - start) / NANOS_PER_MILLI;
            log.info(
                    "{} {} {} {} {} {} ms",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getURI().getRawPath(),
                    exchange.<Object>getAttributeOrDefault(
                            TokenBucketGatewayFilterFactory.CLIENT_KEY_ATTRIBUTE, ABSENT),
                    status(end),
                    backend(),
                    String.format(Locale.ROOT, "%.1f", millis));
        }

        private String status(SignalType end) {
            HttpStatusCode sent = exchange.getResponse().getStatusCode();
            if (hasLeft(end)) {
                return CLIENT_LEFT;
            }
            return end == SignalType.ON_ERROR || sent == null ? status : String.valueOf(sent.value());
        }

        private String backend() {
            URI target = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
            return target != null && ServerWebExchangeUtils.isAlreadyRouted(exchange) ? target.getAuthority() : ABSENT;
        }
    }
}
