package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class PoolMembersTest {

    private final TestPool test = new TestPool(Settings.usual(), 1, 2, 3);

    @Test
    void observersLearnWhoLeavesAndThenWhoJoins() {
        test.pool.replace(Instances.all(4, 2, 5));
        assertThat(test.seen).containsExactly("-1", "-3", "+4", "+5");

        test.seen.clear();
        test.pool.replace(List.of());
        assertThat(test.seen).containsExactly("-4", "-2", "-5");
    }

    @Test
    void nothingHappensWhereNothingIsNew() {
        test.choose(1);
        test.pool.replace(Instances.all(1, 2, 3));

        assertThat(test.seen).isEmpty();
        assertThat(test.choose(3)).containsExactly(2, 3, 1);
    }

    @Test
    void addressesWithoutAPortAreAsManyInstancesAsTheyHaveSchemes() {
        test.pool.replace(List.of(withoutPort(false), withoutPort(true)));

        assertThat(test.pool.backends()).extracting(Backend::id).containsExactly("localhost:80", "localhost:443");
    }

    private static ServiceInstance withoutPort(boolean secure) {
        return new DefaultServiceInstance("i", "backends", "localhost", -1, secure);
    }

    @Test
    void takesTheOrderOfTheRegistry() {
        test.pool.replace(Instances.all(3, 2, 1));

        assertThat(test.seen).isEmpty();
        assertThat(test.pool.backends())
                .extracting(backend -> backend.instance().getPort())
                .containsExactly(3, 2, 1);
        assertThat(test.choose(4)).containsExactly(2, 1, 3, 2);
    }

    @Test
    void theRotationGoesOnAmongThoseWhoStay() {
        test.choose(2);
        test.pool.replace(Instances.all(1, 2, 4));
        assertThat(test.choose(4)).containsExactly(4, 1, 2, 4);
    }

    @Test
    void twoRegistrationsOfOneAddressAreOneInstance() {
        test.pool.replace(Instances.all(1, 2, 1));

        assertThat(test.pool.backends()).hasSize(2);
        assertThat(test.choose(4)).containsExactly(1, 2, 1, 2);
        assertThat(test.seen).containsExactly("-3");
    }

    @Test
    void ofWhoeverStaysAllThatIsKnownIsKept() {
        Chosen running = test.pool.choose().orElseThrow();
        test.failsCheck(2);
        test.pool.drain(test.backend(3), true);
        test.pool.replace(Instances.all(4, 3, 2, 1));

        assertThat(test.inFlight(1)).isEqualTo(1);
        assertThat(test.backend(1).traffic().picks()).isEqualTo(1);
        assertThat(test.state(2)).isEqualTo(State.DOWN);
        assertThat(test.state(3)).isEqualTo(State.DRAINING);
        running.permit().close(Outcome.ANSWERED);
        assertThat(test.inFlight(1)).isZero();
    }

    @Test
    void aPermitCanBeClosedWhenItsInstanceHasLongLeft() {
        Backend left = test.backend(1);
        Chosen running = test.pool.choose().orElseThrow();
        test.pool.replace(Instances.all(2, 3));
        test.pool.replace(Instances.all(1, 2, 3));
        running.permit().close(TestPool.RESET);

        assertThat(left.traffic().inFlight()).isZero();
        assertThat(left.traffic().failures()).isEqualTo(1);
        assertThat(test.inFlight(1)).isZero();
        assertThat(test.backend(1).traffic().failures()).isZero();
    }

    @Test
    void whatIsReportedOfAnInstanceThatHasLeftChangesNothing() {
        Backend left = test.backend(1);
        test.pool.replace(Instances.all(2, 3));
        try (Log log = Log.of(Pool.class)) {
            test.pool.checked(left, CheckResult.failed("refused"));
            test.pool.drain(left, true);
            test.pool.replace(Instances.all(1, 2, 3));

            assertThat(log.lines()).isEmpty();
        }
        assertThat(test.state(1)).isEqualTo(State.UP);
        assertThat(test.backend(1)).isNotSameAs(left);
    }

    @Test
    void anEjectionWhosePauseEndsAfterTheInstanceHasLeftChangesNothing() {
        test.end(1, 3, TestPool.RESET);
        Backend left = test.backend(1);
        assertThat(left.state()).isEqualTo(State.EJECTED);
        test.pool.replace(Instances.all(2, 3));
        test.pool.replace(Instances.all(1, 2, 3));
        test.failsCheck(1);
        try (Log log = Log.of(Pool.class)) {
            test.pass(Duration.ofMinutes(1));

            assertThat(log.lines()).isEmpty();
        }
        assertThat(test.state(1)).isEqualTo(State.DOWN);
    }

    @Test
    void anInstanceThatIsRegisteredAnewStartsWithoutItsPast() {
        test.failsCheck(1);
        ServiceInstance heavier = Instances.weighing(1, "2");
        test.pool.replace(List.of(heavier, Instances.at(2), Instances.at(3)));

        assertThat(test.seen).containsExactly("-1", "+1");
        assertThat(test.state(1)).isEqualTo(State.UP);
        assertThat(test.backend(1).weight()).isEqualTo(2);
    }

    /** The operator meant the address; a registry that learns something new of it is not the operator. */
    @Test
    void oneThatIsDrainedStaysSoWhenItIsRegisteredAnew() {
        test.pool.drain(test.backend(1), true);
        test.pool.replace(List.of(Instances.weighing(1, "2"), Instances.at(2), Instances.at(3)));

        assertThat(test.state(1)).isEqualTo(State.DRAINING);
        assertThat(test.choose(4)).doesNotContain(1);
    }
}
