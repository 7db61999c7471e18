package dev.sluice.gateway.accesslog;

import dev.sluice.gateway.completion.Completion;
import dev.sluice.gateway.completion.Ending;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the access log says of one request.
 *
 * @param client who sent it, never its key in clear; absent where nobody asked
 * @param backend where it was sent; absent where it was not
 */
record AccessLogLine(
        Completion completion,
        ServerHttpRequest request,
        OptionalInt status,
        Optional<ClientKey> client,
        Optional<URI> backend) {

    private static final String ABSENT = "-";
    private static final int CLIENT_LEFT = 499;
    private static final int TENTHS = 10;
    private static final long NANOS_PER_TENTH = TimeUnit.MILLISECONDS.toNanos(1) / TENTHS;

    /** Of most lines, so that they are not copied as they grow. */
    private static final int EXPECTED_LENGTH = 128;

    static AccessLogLine of(Completion completion) {
        ServerWebExchange exchange = completion.exchange();
        return new AccessLogLine(
                completion,
                exchange.getRequest(),
                completion.ending() == Ending.CANCELLED ? OptionalInt.of(CLIENT_LEFT) : completion.status(),
                Optional.ofNullable(exchange.getAttribute(TokenBucketGatewayFilterFactory.CLIENT_KEY_ATTRIBUTE)),
                Optional.<URI>ofNullable(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR))
                        .filter(target -> ServerWebExchangeUtils.isAlreadyRouted(exchange)));
    }

    /** For people, and for whoever reads columns. */
    String text() {
        StringBuilder text = new StringBuilder(EXPECTED_LENGTH)
                .append(request.getMethod().name())
                .append(' ')
                .append(path())
                .append(' ');
        text.append(client.isPresent() ? client.get().toString() : ABSENT).append(' ');
        if (status.isPresent()) {
            text.append(status.getAsInt());
        } else {
            text.append(ABSENT);
        }
        text.append(' ').append(backend.isPresent() ? backend.get().getAuthority() : ABSENT);
        return duration(text.append(' ')).append(" ms").toString();
    }

    /** In milliseconds, to a tenth. */
    private StringBuilder duration(StringBuilder text) {
        long tenths = (completion.nanos() + NANOS_PER_TENTH / 2) / NANOS_PER_TENTH;
        return text.append(tenths / TENTHS).append('.').append(tenths % TENTHS);
    }

    /** By the names of the Elastic Common Schema; under {@code labels} what it has no name for. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("http.request.method", request.getMethod().name());
        fields.put("url.path", path());
        status.ifPresent(code -> fields.put("http.response.status_code", code));
        fields.put("event.duration", completion.nanos());
        client.ifPresent(
                key -> fields.put(key instanceof ClientKey.Address ? "client.address" : "user.hash", key.toString()));
        backend.ifPresent(instance -> {
            fields.put("destination.address", instance.getHost());
            fields.put("destination.port", instance.getPort());
        });
        fields.put("labels.outcome", completion.ending().tag());
        Optional.<Route>ofNullable(completion.exchange().getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR))
                .ifPresent(route -> fields.put("labels.route", route.getId()));
        traceId().ifPresent(id -> fields.put("trace.id", id));
        return fields;
    }

    private String path() {
        return request.getURI().getRawPath();
    }

    private Optional<String> traceId() {
        return ServerRequestObservationContext.findCurrent(completion.exchange().getAttributes())
                .map(observation -> observation.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context().traceId());
    }
}
