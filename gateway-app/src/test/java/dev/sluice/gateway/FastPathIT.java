package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** Whose requests go the fast way, and whose the host's; what becomes of them is the same. */
class FastPathIT {

    private static final String FAST = "LeanExchange";
    private static final String HOST = "DefaultServerWebExchange";
    private static final List<String> EXCHANGES = new CopyOnWriteArrayList<>();

    private static Backend backend;

    @BeforeAll
    static void start() {
        backend = Backend.saying("hello");
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @AfterEach
    void forget() {
        EXCHANGES.clear();
    }

    @Test
    void whatOnlyARouteCanAnswerIsFast() {
        try (Gateway gateway = gateway()) {
            gateway.get("/");
            gateway.get("/a/b?c=d");
            gateway.send(gateway.request("/").POST(BodyPublishers.ofString("body")));

            assertThat(EXCHANGES).containsExactly(FAST, FAST, FAST);
        }
    }

    @Test
    void whatHasNoBodyIsTheHosts() {
        try (Gateway gateway = gateway()) {
            gateway.send(gateway.request("/").method("HEAD", BodyPublishers.noBody()));

            assertThat(EXCHANGES).containsExactly(HOST);
        }
    }

    @Test
    void whatMayHaveAnotherHandlerIsTheHosts() {
        try (Gateway gateway = gateway()) {
            gateway.get("/swagger-ui/no-such-file");
            gateway.get("/webjars/no-such-file");

            assertThat(EXCHANGES).isNotEmpty().containsOnly(HOST);
        }
    }

    @Test
    void whereSomethingIsSaidAboutOtherOriginsAllAreTheHosts() {
        try (Gateway gateway =
                gateway("spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/**].allowed-origins=*")) {
            assertThat(gateway.get("/", "Origin", "http://elsewhere.example")
                            .headers()
                            .map())
                    .containsKey("access-control-allow-origin");

            assertThat(EXCHANGES).containsExactly(HOST);
        }
    }

    @Test
    void whereNothingIsSaidAboutOtherOriginsTheBackendAnswersABrowsersQuestion() {
        try (Gateway gateway = gateway()) {
            HttpResponse<String> answer = gateway.send(gateway.request("/")
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "http://elsewhere.example")
                    .header("Access-Control-Request-Method", "PUT"));

            assertThat(answer.body()).isEqualTo("hello");
            assertThat(EXCHANGES).containsExactly(FAST);
        }
    }

    @Test
    void whereNobodyKnowsWhatAFunctionAnswersAllAreTheHosts() {
        try (Gateway gateway = Gateway.with(
                context -> {
                    listen(context);
                    context.registerBean(
                            RouterFunction.class,
                            () -> RouterFunctions.route()
                                    .GET(
                                            "/mine",
                                            request -> ServerResponse.ok()
                                                    .contentType(MediaType.TEXT_PLAIN)
                                                    .bodyValue("my own"))
                                    .build());
                },
                Gateway.service("backends", List.of(backend.uri())))) {
            assertThat(gateway.get("/mine").body()).isEqualTo("my own");
            assertThat(gateway.get("/").body()).isEqualTo("hello");

            assertThat(EXCHANGES).containsExactly(HOST);
        }
    }

    private static Gateway gateway(String... settings) {
        return Gateway.with(FastPathIT::listen, Gateway.service("backends", List.of(backend.uri()), settings));
    }

    private static void listen(GenericApplicationContext context) {
        context.registerBean("exchanges", GlobalFilter.class, () -> (exchange, chain) -> {
            EXCHANGES.add(itself(exchange).getClass().getSimpleName());
            return chain.filter(exchange);
        });
    }

    /** A body is watched by a decorator. */
    private static ServerWebExchange itself(ServerWebExchange exchange) {
        return exchange instanceof ServerWebExchangeDecorator decorator ? itself(decorator.getDelegate()) : exchange;
    }
}
