package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;

/** What is built into Spring Cloud Gateway, one row for each filter, predicate, and kind of request. */
class CompatibilityIT {

    private static final List<Row> ROWS = Stream.of(
                    PredicateRows.all(),
                    ChoiceRows.all(),
                    RequestFilterRows.all(),
                    ResponseFilterRows.all(),
                    TargetRows.all(),
                    HeaderRows.all())
            .flatMap(rows -> rows)
            .toList();

    /** Filters and predicates without a row, and why. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "ModifyRequestBody", "needs Java: UserCodeIT",
            "ModifyResponseBody", "needs Java: UserCodeIT",
            "ReadBody", "needs Java: UserCodeIT",
            "RequestRateLimiter", "needs a Redis, which is left out unless it decides (RedisFilter)",
            "Version", "needs settings for all routes: VersionedRoutesIT",
            "JsonToGrpc", "needs HTTP/2, which this gateway does not speak");

    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            ROWS,
            "spring.cloud.gateway.server.webflux.filter.local-response-cache.enabled=true",
            "spring.cloud.gateway.server.webflux.global-filter.local-response-cache.enabled=false");

    @Test
    void everyFilterAndEveryPredicateHasARow() {
        Stream<String> filters = GATEWAYS.stock().getBeanProvider(GatewayFilterFactory.class).stream()
                .map(factory -> factory.name());
        Stream<String> predicates = GATEWAYS.stock().getBeanProvider(RoutePredicateFactory.class).stream()
                .map(factory -> factory.name());

        List<String> inRows = ROWS.stream()
                .flatMap(row -> row.routes().stream())
                .flatMap(Route::names)
                .distinct()
                .toList();

        assertThat(Stream.concat(filters, predicates))
                .hasSizeGreaterThan(40)
                .allMatch(name -> inRows.contains(name) || ELSEWHERE.containsKey(name));
    }

    @Test
    void theStockGatewayHasNothingOfOurs() {
        assertThat(StockGateway.ours(GATEWAYS.stock())).isEmpty();
        assertThat(StockGateway.ours(GATEWAYS.ours())).isNotEmpty();
        assertThat(GATEWAYS.stock().getEnvironment().getProperty("sluice.token-bucket.trusted-proxies"))
                .isNull();
        assertThat(GATEWAYS.stock().getEnvironment().getProperty("spring.cloud.gateway.server.webflux.metrics.enabled"))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource({
        "dev.sluice.gateway.compatibility.PredicateRows#all",
        "dev.sluice.gateway.compatibility.ChoiceRows#all"
    })
    void aRouteTakesTheSameRequests(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.gateway.compatibility.RequestFilterRows#all")
    void aFilterMakesTheSameRequest(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.gateway.compatibility.ResponseFilterRows#all")
    void aFilterMakesTheSameAnswer(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.gateway.compatibility.TargetRows#all")
    void aTargetReachesTheBackendAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.gateway.compatibility.HeaderRows#all")
    void headersAndBodiesPassAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }
}
