package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_HANDLER_MAPPER_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_PATH_CONTAINER_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REACTOR_CONTEXT_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.sluice.gateway.fastpath.RouteTable.Entry;
import java.util.Map;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Leads a request to the first route that wants it, and through that route's filters; to the host, if none does.
 *
 * <p>A predicate that knows its answer is done with when it is asked. Only one that has to wait, for a body for example, becomes part
 * of the reactive chain.
 */
final class Routes implements WebHandler {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private static final String MAPPER = RoutePredicateHandlerMapping.class.getSimpleName();

    private final Supplier<RouteTable> tables;
    private final WebHandler host;

    Routes(Supplier<RouteTable> tables, WebHandler host) {
        this.tables = tables;
        this.host = host;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        RouteTable table = tables.get();
        PathContainer path = exchange.getRequest().getPath();
        exchange.getAttributes().put(GATEWAY_PREDICATE_PATH_CONTAINER_ATTR, path);
        return new Search(exchange, table, table.index().find(path));
    }

    /** The search for the route of one request. */
    private final class Search extends Mono<Void> {

        private final ServerWebExchange exchange;
        private final RouteTable table;
        private final int[] candidates;

        Search(ServerWebExchange exchange, RouteTable table, int[] candidates) {
            this.exchange = exchange;
            this.table = table;
            this.candidates = candidates;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Void> subscriber) {
            from(0, subscriber.currentContext()).subscribe(subscriber);
        }

        private Mono<Void> from(int first, Context context) {
            for (int i = first; i < candidates.length; i++) {
                Entry entry = table.entries().get(candidates[i]);
                Verdict verdict = Verdict.of(ask(entry), context);
                if (!verdict.isKnown()) {
                    int next = i + 1;
                    return verdict.whenKnown().flatMap(wanted -> wanted ? follow(entry, context) : from(next, context));
                }
                if (verdict.isTrue()) {
                    return follow(entry, context);
                }
            }
            return followNone();
        }

        private Publisher<Boolean> ask(Entry entry) {
            exchange.getAttributes()
                    .put(GATEWAY_PREDICATE_ROUTE_ATTR, entry.route().getId());
            try {
                return entry.route().getPredicate().apply(exchange);
            } catch (RuntimeException e) {
                log.error("the predicates of route {} failed", entry.route().getId(), e);
                return Mono.just(false);
            }
        }

        private Mono<Void> follow(Entry entry, Context context) {
            Map<String, Object> attributes = exchange.getAttributes();
            attributes.remove(GATEWAY_PREDICATE_ROUTE_ATTR);
            attributes.put(GATEWAY_HANDLER_MAPPER_ATTR, MAPPER);
            attributes.put(GATEWAY_REACTOR_CONTEXT_ATTR, context);
            attributes.put(GATEWAY_ROUTE_ATTR, entry.route());
            return entry.filters().filter(exchange);
        }

        private Mono<Void> followNone() {
            exchange.getAttributes().remove(GATEWAY_PREDICATE_ROUTE_ATTR);
            ServerWebExchangeUtils.clearCachedRequestBody(exchange);
            return host.handle(exchange);
        }
    }
}
