package dev.sluice.gateway.compatibility;

import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/** Routes in Java, as users write them who need more than settings can say. */
final class UserRoutes {

    private static final Duration A_MOMENT = Duration.ofMillis(5);

    @Bean
    RouteLocator combinations(RouteLocatorBuilder builder, @Value("${compatibility.one}") String one) {
        return builder.routes()
                .route(
                        "and-or-not",
                        route -> route.path("/and-or-not/**")
                                .and()
                                .query("a")
                                .or()
                                .header("X-A", "\\d+")
                                .and()
                                .not(post -> post.method(HttpMethod.POST))
                                .filters(filters -> filters.prefixPath("/taken"))
                                .uri(one))
                .route(
                        "negate",
                        route -> route.path("/negate/**")
                                .negate()
                                .and()
                                .path("/negat?/**")
                                .uri(one))
                .route(
                        "a-predicate",
                        route -> route.path("/a-predicate/**")
                                .and()
                                .predicate(exchange ->
                                        exchange.getRequest().getQueryParams().containsKey("yes"))
                                .uri(one))
                .route(
                        "an-asynchronous-predicate",
                        route -> route.path("/an-asynchronous-predicate/**")
                                .and()
                                .asyncPredicate(exchange -> Mono.delay(A_MOMENT)
                                        .map(tick -> exchange.getRequest()
                                                .getQueryParams()
                                                .containsKey("yes")))
                                .filters(filters -> filters.setPath("/asked"))
                                .uri(one))
                .route(
                        "a-predicate-that-fails",
                        route -> route.path("/a-predicate-that-fails/**")
                                .and()
                                .asyncPredicate(exchange -> Mono.error(new IllegalStateException("a user's mistake")))
                                .uri(one))
                .build();
    }

    @Bean
    RouteLocator bodies(RouteLocatorBuilder builder, @Value("${compatibility.one}") String one) {
        return builder.routes()
                .route(
                        "readbody",
                        route -> route.path("/readbody/**")
                                .and()
                                .readBody(String.class, body -> body.contains("magic"))
                                .uri(one))
                .route(
                        "readbody-else",
                        route -> route.path("/readbody/**")
                                .filters(filters -> filters.setPath("/else"))
                                .uri(one))
                .route(
                        "modifyrequestbody",
                        route -> route.path("/modifyrequestbody/**")
                                .filters(filters -> filters.modifyRequestBody(
                                        String.class,
                                        String.class,
                                        MediaType.TEXT_PLAIN_VALUE,
                                        (exchange, body) ->
                                                Mono.justOrEmpty(body).map(text -> text + text)))
                                .uri(one))
                .route(
                        "modifyresponsebody",
                        route -> route.path("/modifyresponsebody/**")
                                .filters(filters -> filters.modifyResponseBody(
                                        String.class,
                                        String.class,
                                        (exchange, body) ->
                                                Mono.justOrEmpty(body).map(text -> text.toUpperCase(Locale.ROOT))))
                                .uri(one))
                .build();
    }

    @Bean
    RouteLocator filters(RouteLocatorBuilder builder, @Value("${compatibility.one}") String one) {
        return builder.routes()
                .route(
                        "a-filter-in-java",
                        route -> route.order(-1)
                                .path("/a-filter-in-java/{name}")
                                .filters(filters -> filters.filter((exchange, chain) -> {
                                            exchange.getResponse().getHeaders().add("X-Java", "first");
                                            return chain.filter(exchange);
                                        })
                                        .rewritePath("/a-filter-in-java/(?<rest>.*)", "/java/${rest}")
                                        .filter(
                                                (exchange, chain) -> {
                                                    exchange.getResponse()
                                                            .getHeaders()
                                                            .add("X-Java", "second");
                                                    return chain.filter(exchange);
                                                },
                                                0)
                                        .removeRequestHeader("X-Gone"))
                                .metadata("of", "the user")
                                .uri("lb://single"))
                .route(
                        "a-filter-that-answers",
                        route -> route.path("/a-filter-that-answers/**")
                                .filters(filters -> filters.filter((exchange, chain) -> exchange.getResponse()
                                        .writeWith(Mono.just(exchange.getResponse()
                                                .bufferFactory()
                                                .wrap(new byte[] {'h', 'i'})))))
                                .uri(one))
                .build();
    }
}
