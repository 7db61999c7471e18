package dev.sluice.gateway.compatibility;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Routes with one filter each, which does to an exchange what an exchange lets itself be done. */
final class UserExchanges {

    private static final Duration A_MOMENT = Duration.ofMillis(5);
    private static final int BEHIND_THE_TARGET = 10_005;
    private static final int PORT = 4321;

    @Bean
    RouteLocator ofExchanges(
            RouteLocatorBuilder builder,
            @Value("${compatibility.one}") String one,
            @Value("${compatibility.two}") String two) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        add(routes, one, "a-method-of-the-filter", request(r -> r.method(HttpMethod.PUT)));
        add(
                routes,
                one,
                "a-uri-of-the-filter",
                request(r -> r.uri(URI.create("http://else.example.org/else%2F?a=%26"))));
        add(routes, one, "a-path-of-the-filter", request(r -> r.path("/a%20b/%C3%BC;m=1/x")));
        add(routes, one, "a-context-path", request(r -> r.contextPath("/a-context-path")));
        add(
                routes,
                one,
                "an-address-of-the-filter",
                request(r -> r.remoteAddress(InetSocketAddress.createUnresolved("client.example.org", PORT))));
        add(
                routes,
                one,
                "headers-of-the-filter",
                request(r -> r.headers(headers -> {
                    headers.remove("x-gone");
                    headers.add("X-Kept", "more");
                    headers.setBearerAuth("abc");
                })));
        add(
                routes,
                one,
                "a-body-of-the-filter",
                (exchange, chain) -> chain.filter(
                        exchange.mutate().request(shouting(exchange)).build()));
        add(routes, one, "a-cookie-of-the-filter", (exchange, chain) -> {
            exchange.getResponse()
                    .addCookie(ResponseCookie.from("a", "b")
                            .path("/")
                            .httpOnly(true)
                            .build());
            return chain.filter(exchange);
        });
        add(routes, one, "a-refusal-of-the-filter", (exchange, chain) -> {
            exchange.getResponse().setStatusCode(HttpStatus.PAYMENT_REQUIRED);
            exchange.getResponse().getHeaders().set("X-Price", "1");
            return exchange.getResponse().setComplete();
        });
        add(routes, one, "an-exception-of-the-filter", (exchange, chain) -> {
            throw new IllegalArgumentException("a user's mistake");
        });
        add(
                routes,
                one,
                "an-error-with-a-status",
                (exchange, chain) -> Mono.error(new ResponseStatusException(HttpStatus.GONE, "a user's wish")));
        add(
                routes,
                one,
                "another-thread",
                (exchange, chain) -> Mono.delay(A_MOMENT, Schedulers.boundedElastic())
                        .then(chain.filter(exchange))
                        .publishOn(Schedulers.parallel())
                        .then(Mono.delay(A_MOMENT).then()));
        add(
                routes,
                one,
                "a-context-of-reactor",
                (exchange, chain) -> chain.filter(exchange).contextWrite(context -> context.put("user", "somebody")));
        add(
                routes,
                one,
                "form-data",
                (exchange, chain) -> exchange.getFormData().flatMap(form -> write(exchange, "form " + form)));
        add(
                routes,
                one,
                "flushed-parts",
                (exchange, chain) -> exchange.getResponse()
                        .writeAndFlushWith(Flux.just("a", "b", "c").map(part -> Mono.just(buffer(exchange, part)))));
        routes.route(
                "another-target",
                route -> route.path("/another-target/**")
                        .filters(filters -> filters.filter(
                                (exchange, chain) -> {
                                    exchange.getAttributes()
                                            .put(
                                                    ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                                                    URI.create(two + "/moved?x"));
                                    return chain.filter(exchange);
                                },
                                BEHIND_THE_TARGET))
                        .uri(one));
        routes.route(
                "answered-instead-of-routed",
                route -> route.path("/answered-instead-of-routed/**")
                        .filters(filters -> filters.filter((exchange, chain) -> {
                            ServerWebExchangeUtils.setAlreadyRouted(exchange);
                            return chain.filter(exchange).then(Mono.defer(() -> write(exchange, "instead")));
                        }))
                        .uri(one));
        return routes.build();
    }

    private static void add(RouteLocatorBuilder.Builder routes, String uri, String id, GatewayFilter filter) {
        routes.route(
                id,
                route -> route.path("/" + id + "/**")
                        .filters(filters -> filters.filter(filter))
                        .uri(uri));
    }

    private static GatewayFilter request(Consumer<ServerHttpRequest.Builder> change) {
        return (exchange, chain) ->
                chain.filter(exchange.mutate().request(change).build());
    }

    private static ServerHttpRequestDecorator shouting(ServerWebExchange exchange) {
        return new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return DataBufferUtils.join(super.getBody())
                        .map(body -> {
                            String text = body.toString(StandardCharsets.UTF_8);
                            DataBufferUtils.release(body);
                            return buffer(exchange, text.toUpperCase(Locale.ROOT));
                        })
                        .flux();
            }
        };
    }

    private static Mono<Void> write(ServerWebExchange exchange, String text) {
        return exchange.getResponse().writeWith(Mono.just(buffer(exchange, text)));
    }

    private static DataBuffer buffer(ServerWebExchange exchange, String text) {
        return exchange.getResponse().bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
