package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;

/** The filter as a route definition names it, in its short and its long form. */
class FilterArgsTest {

    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";
    private static final String OTHER_ROUTE = "spring.cloud.gateway.server.webflux.routes[1].";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withUserConfiguration(Gateway.class)
            .withPropertyValues(
                    ROUTE + "id=all",
                    ROUTE + "uri=http://localhost:1",
                    ROUTE + "predicates[0]=Path=/**",
                    "sluice.token-bucket.unknown-client=default-limit");

    @Test
    void withoutArgumentsTheFilterFollowsTheSettings() {
        shortForm("TokenBucket")
                .withPropertyValues("sluice.token-bucket.cost=7")
                .run(context -> assertThat(remaining(context)).isEqualTo("\"default\";r=93;t=1"));
    }

    @Test
    void theShortFormSetsTheCost() {
        shortForm("TokenBucket=10")
                .run(context -> assertThat(remaining(context)).isEqualTo("\"default\";r=90;t=1"));
    }

    @Test
    void theLongFormSetsTheCost() {
        longForm("cost=10").run(context -> assertThat(remaining(context)).isEqualTo("\"default\";r=90;t=1"));
    }

    @Test
    void theLongFormSetsSeveralKeys() {
        longForm("client-key=query:id,header:X-Id", "missing-key=deny")
                .run(context -> assertThat(answer(context).getBodyAsString().block())
                        .isEqualTo("{\"code\":400,\"message\":\"id or X-Id is required\"}"));
    }

    @Test
    void theLongFormTakesAListOfKeys() {
        longForm("client-key[0]=query:id", "client-key[1]=header:X-Id", "missing-key=deny")
                .run(context -> assertThat(answer(context).getBodyAsString().block())
                        .isEqualTo("{\"code\":400,\"message\":\"id or X-Id is required\"}"));
    }

    @Test
    void theLongFormSetsWhatBecomesOfAMissingKey() {
        longForm("client-key=query:id", "missing-key=allow")
                .withPropertyValues("sluice.token-bucket.missing-key=deny")
                .run(context -> assertThat(answer(context).getStatusCode()).isNull());
    }

    @Test
    void theLongFormSetsWhatBecomesOfAnUnknownClient() {
        longForm("unknown-client=deny")
                .run(context -> assertThat(answer(context).getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS));
    }

    @Test
    void routesOfDifferentCostShareTheBucket() {
        shortForm("TokenBucket=60")
                .withPropertyValues(
                        OTHER_ROUTE + "id=other",
                        OTHER_ROUTE + "uri=http://localhost:1",
                        OTHER_ROUTE + "predicates[0]=Path=/other",
                        OTHER_ROUTE + "filters[0]=TokenBucket=50",
                        "sluice.token-bucket.default-limit.rate-per-sec=0.000001")
                .run(context -> {
                    assertThat(answer(context, "all").getStatusCode()).isNull();
                    assertThat(answer(context, "other").getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
                });
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "cost,           abc",
        "cost,           0",
        "client-key,     cookie:id",
        "unknown-client, reject",
    })
    void aWrongArgumentStopsTheStart(String name, String value) {
        longForm(name + "=" + value).run(context -> {
            assertThat(context).hasFailed();
            assertThat(StartFailure.explained(context, name + "=" + value))
                    .contains(name)
                    .contains("Value: \"" + value + "\"");
        });
    }

    private ReactiveWebApplicationContextRunner shortForm(String filter) {
        return gateway.withPropertyValues(ROUTE + "filters[0]=" + filter);
    }

    private ReactiveWebApplicationContextRunner longForm(String... args) {
        return gateway.withPropertyValues(ROUTE + "filters[0].name=TokenBucket")
                .withPropertyValues(Arrays.stream(args)
                        .map(arg -> ROUTE + "filters[0].args." + arg)
                        .toArray(String[]::new));
    }

    private static String remaining(ApplicationContext context) {
        HttpHeaders headers = answer(context).getHeaders();
        return headers.getOrEmpty("RateLimit").get(0);
    }

    private static MockServerHttpResponse answer(ApplicationContext context) {
        return answer(context, "all");
    }

    /** What a route's only filter answers, or nothing if it lets the request pass. */
    private static MockServerHttpResponse answer(ApplicationContext context, String id) {
        Route route = Objects.requireNonNull(context.getBean(RouteLocator.class)
                .getRoutes()
                .filter(candidate -> candidate.getId().equals(id))
                .blockFirst(PATIENCE));
        GatewayFilter filter = route.getFilters().get(0);
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711)));
        filter.filter(exchange, passed -> passed.getResponse().setComplete()).block(PATIENCE);
        return exchange.getResponse();
    }

    @EnableAutoConfiguration
    static class Gateway {}
}
