package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailoverBudgetIT {

    private static final int REQUESTS = 1_000;

    /** Enough for whoever is under way when an instance dies. */
    private static final int RESERVE = 100;

    @Test
    void aFifthOfTheRequestsMayBeTriedAgainAndAHundredMore() {
        assertThat(answeredWhileOneOfTwoIsDead("20%", FailoverBudgetIT::inARow) - REQUESTS / 2)
                .isGreaterThan(REQUESTS / 5)
                .isLessThanOrEqualTo(REQUESTS / 5 + RESERVE);
    }

    /** What they add to a budget that is full is lost: how many begin before the first has failed, is chance. */
    @Test
    void ofRequestsThatComeAtOnceNoMoreMayAndTheHundredInAnyCase() {
        assertThat(answeredWhileOneOfTwoIsDead("20%", FailoverBudgetIT::atOnce) - REQUESTS / 2)
                .isBetween((long) RESERVE, (long) REQUESTS / 5 + RESERVE);
    }

    @Test
    void withoutABudgetNoneIs() {
        assertThat(answeredWhileOneOfTwoIsDead("0%", FailoverBudgetIT::atOnce)).isEqualTo(REQUESTS / 2);
    }

    private static List<Integer> atOnce(Gateway gateway) {
        return gateway.statusesOf(REQUESTS, "/");
    }

    private static List<Integer> inARow(Gateway gateway) {
        return Stream.generate(() -> gateway.get("/").statusCode())
                .limit(REQUESTS)
                .toList();
    }

    private static long answeredWhileOneOfTwoIsDead(String budget, Function<Gateway, List<Integer>> requests) {
        try (FaultProxy dead = FaultProxy.alone(Fault.reset()).refuse();
                Backend alive = Backend.saying("ok");
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends",
                        List.of(dead.uri(), alive.uri()),
                        "sluice.token-bucket.default-limit.capacity=1000000",
                        "sluice.load-balancer.health-check.enabled=false",
                        "sluice.load-balancer.ejection.failures=0",
                        "sluice.load-balancer.failover.budget=" + budget))) {
            List<Integer> statuses = requests.apply(gateway);

            assertThat(statuses).containsOnly(200, 503);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(alive.requests());
            return alive.requests();
        }
    }
}
