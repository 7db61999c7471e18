package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Attempts;
import dev.sluice.loadbalancer.inflight.FailedAttempt;
import dev.sluice.loadbalancer.inflight.InFlightFilter;
import dev.sluice.loadbalancer.inflight.Outcome;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class PoolLoadBalancerTest {

    private final TestPool test = new TestPool(Settings.usual(), 1, 2, 3);
    private final PoolLoadBalancer balancer =
            new PoolLoadBalancer(new InstanceFeed(test.pool, new Registry(Instances.all(1, 2, 3)))
                    .start(test.time.time().scheduler()));
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    private final Disposable request =
            new InFlightFilter().filter(exchange, inner -> Mono.never()).subscribe();
    private final Attempts attempts = Attempts.of(exchange).orElseThrow();

    @BeforeEach
    void countsAtZero() {
        assertThat(inFlight()).isZero();
    }

    @Test
    void aRequestOfTheGatewayIsInFlightUntilItEnds() {
        assertThat(port(ofGateway())).isEqualTo(1);
        assertThat(test.inFlight(1)).isEqualTo(1);

        request.dispose();
        assertThat(inFlight()).isZero();
    }

    @Test
    void aRequestThatNobodyLooksAfterIsNotCounted() {
        assertThat(port(choose(new DefaultRequest<>()))).isEqualTo(1);
        assertThat(port(choose(new DefaultRequest<>("hint")))).isEqualTo(2);
        assertThat(port(choose(of(MockServerWebExchange.from(MockServerHttpRequest.get("/"))))))
                .isEqualTo(3);

        assertThat(inFlight()).isZero();
        assertThat(test.backend(1).traffic().picks()).isEqualTo(1);
    }

    @Test
    void aRequestWhoseClientHasGoneIsNotCounted() {
        request.dispose();
        ofGateway();

        assertThat(inFlight()).isZero();
    }

    @Test
    void withoutAnInstanceTheResponseIsEmpty() {
        List.of(1, 2, 3).forEach(test::failsCheck);

        assertThat(ofGateway()).isInstanceOf(EmptyResponse.class);
        assertThat(ofGateway().hasServer()).isFalse();
    }

    @Test
    void failingOverIsLoggedOnce() {
        try (Log log = Log.of(PoolLoadBalancer.class)) {
            ofGateway();
            failOver("Connection refused");
            assertThat(port(ofGateway())).isEqualTo(2);
            assertThat(log.lines())
                    .containsExactly(
                            "WARN failing over from http://localhost:1 to http://localhost:2: Connection refused");

            ofGateway();
            assertThat(log.lines()).as("what somebody else tries again").hasSize(1);
        }
        assertThat(inFlight()).isEqualTo(1);
    }

    @Test
    void whoeverTriesAgainGetsAnotherAndWhoHasTriedAllMayGoBack() {
        List<Integer> ports =
                List.of(port(ofGateway()), port(ofGateway()), port(ofGateway()), port(ofGateway()), port(ofGateway()));

        assertThat(ports.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(inFlight()).isEqualTo(1);
    }

    /** Each instance at most once, also if the others go between the decision to go on and the choice. */
    @Test
    void failoverNeverGoesBack() {
        ofGateway();
        failOver("Connection refused");
        List.of(2, 3).forEach(test::failsCheck);

        assertThat(ofGateway()).isInstanceOf(EmptyResponse.class);
        assertThat(port(ofGateway())).as("somebody else's next attempt").isEqualTo(1);
    }

    /** It is one request, however often it is tried: only requests fill the budget. */
    @Test
    void whoeverGoesBackBringsNoFurtherAttempts() {
        List<String> first = List.of("http://localhost:1");
        while (test.pool.goesOnFrom(first)) {
            assertThat(inFlight()).isZero();
        }
        List.of(2, 3).forEach(test::failsCheck);
        for (int i = 0; i < 20; i++) {
            ofGateway();
        }
        test.passesCheck(2);

        assertThat(test.pool.goesOnFrom(first)).isFalse();
    }

    private void failOver(String reason) {
        String failed = attempts.failed(Outcome.unreachable(reason)).orElseThrow();
        attempts.goOn(new FailedAttempt(failed, reason));
    }

    private int inFlight() {
        return test.inFlight(1) + test.inFlight(2) + test.inFlight(3);
    }

    private Response<ServiceInstance> ofGateway() {
        return choose(of(exchange));
    }

    private static Request<?> of(MockServerWebExchange exchange) {
        return new DefaultRequest<>(
                new RequestDataContext(new RequestData(exchange.getRequest(), exchange.getAttributes()), "hint"));
    }

    private Response<ServiceInstance> choose(Request<?> request) {
        return balancer.choose(request).blockOptional().orElseThrow();
    }

    private static int port(Response<ServiceInstance> response) {
        return Objects.requireNonNull(response.getServer()).getPort();
    }
}
