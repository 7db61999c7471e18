package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class InstanceFeedTest {

    private final TestPool test = new TestPool(Settings.usual());
    private final Registry registry = new Registry(Instances.all(1, 2));
    private final InstanceFeed feed = new InstanceFeed(test.pool, registry);
    private final List<Integer> answers = new ArrayList<>();

    @Test
    void thePoolIsFilledAtOnceAndThenAtEachInterval() {
        start();
        assertThat(test.seen).containsExactly("+1", "+2");

        registry.answers(Flux.just(Instances.all(2, 3)));
        test.pass(Settings.REFRESH_INTERVAL.minusNanos(1));
        assertThat(test.seen).hasSize(2);
        test.pass(Duration.ofNanos(1));
        assertThat(test.seen).containsExactly("+1", "+2", "-1", "+3");
        test.pass(Settings.REFRESH_INTERVAL.multipliedBy(3));
        assertThat(registry.questions()).isEqualTo(5);
    }

    /** Spring Cloud's own supplier answers so when it could not ask. */
    @Test
    void aRegistryThatSuddenlyHasNoneIsNotBelievedAndIsToldOnce() {
        try (Log log = Log.of(InstanceFeed.class)) {
            start();
            registry.answers(Flux.just(List.of()));
            test.pass(Settings.REFRESH_INTERVAL.multipliedBy(3));
            assertThat(test.seen).containsExactly("+1", "+2");
            assertThat(log.lines()).singleElement().asString().contains("no instances of backends any more");

            registry.answers(Flux.just(Instances.all(2)));
            test.pass(Settings.REFRESH_INTERVAL);
            assertThat(test.seen).containsExactly("+1", "+2", "-1");
        }
    }

    @Test
    void aServiceWithoutAnyInstanceIsToldOnce() {
        try (Log log = Log.of(InstanceFeed.class)) {
            registry.answers(Flux.just(List.of()));
            start();
            test.pass(Settings.REFRESH_INTERVAL.multipliedBy(3));

            assertThat(log.lines()).containsExactly("WARN the registry has no instances of backends");
        }
    }

    @Test
    void startsOnce() {
        start();
        start();

        assertThat(registry.questions()).isEqualTo(1);
    }

    @Test
    void aQuestionWaitsForTheFirstAnswer() {
        Sinks.One<List<ServiceInstance>> answer = Sinks.one();
        registry.answers(answer.asMono().flux());
        start();
        ask();
        ask();
        assertThat(answers).isEmpty();

        answer.tryEmitValue(Instances.all(1, 2)).orThrow();
        assertThat(answers).containsExactly(2, 2);
        ask();
        assertThat(answers).containsExactly(2, 2, 2);
    }

    @Test
    void onlyTheFirstAnswerIsWaitedFor() {
        start();
        registry.answers(Flux.never());
        test.pass(Settings.REFRESH_INTERVAL);
        ask();

        assertThat(answers).containsExactly(2);
    }

    @Test
    void aRegistryThatFailsAtFirstHoldsNobodyUp() {
        registry.answers(Flux.error(new IllegalStateException("away")));
        start();
        ask();
        assertThat(answers).containsExactly(0);

        registry.answers(Flux.just(Instances.all(1)));
        test.pass(Settings.REFRESH_INTERVAL);
        ask();
        assertThat(answers).containsExactly(0, 1);
    }

    @Test
    void aRegistryThatFailsLaterTakesNothingAway() {
        start();
        try (Log log = Log.of(InstanceFeed.class)) {
            registry.answers(Flux.error(new IllegalStateException("away")));
            test.pass(Settings.REFRESH_INTERVAL);
            registry.answers(Flux.defer(() -> {
                throw new IllegalStateException("quite away");
            }));
            test.pass(Settings.REFRESH_INTERVAL);

            assertThat(log.lines())
                    .containsExactly(
                            "WARN the registry does not tell the instances of backends: away",
                            "WARN the registry does not tell the instances of backends: quite away");
        }
        assertThat(test.pool.backends()).hasSize(2);

        registry.answers(Flux.just(Instances.all(3)));
        test.pass(Settings.REFRESH_INTERVAL);
        assertThat(test.pool.backends()).hasSize(1);
    }

    @Test
    void aRegistryThatFallsSilentIsAskedAgain() {
        start();
        try (Log log = Log.of(InstanceFeed.class)) {
            registry.answers(Flux.never());
            test.pass(Settings.REFRESH_INTERVAL);
            registry.answers(Flux.just(Instances.all(3)));
            test.pass(InstanceFeed.PATIENCE);
            assertThat(log.lines())
                    .containsExactly(
                            "WARN the registry does not tell the instances of backends: no answer within 60 s");
            assertThat(test.pool.backends()).hasSize(2);

            test.pass(Settings.REFRESH_INTERVAL);
            assertThat(test.pool.backends()).hasSize(1);
        }
    }

    @Test
    void aRegistryThatSaysNothingTakesNothingAway() {
        start();
        registry.answers(Flux.empty());
        test.pass(Settings.REFRESH_INTERVAL);

        assertThat(test.pool.backends()).hasSize(2);
    }

    @Test
    void oneThatIsStoppedAsksNoMoreAndLeavesThePoolEmpty() {
        start();
        feed.stop();
        test.pass(Settings.REFRESH_INTERVAL.multipliedBy(3));

        assertThat(registry.questions()).isEqualTo(1);
        assertThat(test.seen).containsExactly("+1", "+2", "-1", "-2");
    }

    /** As when an application context is paused and goes on. */
    @Test
    void canBeStartedAgain() {
        start();
        feed.stop();
        start();
        assertThat(test.pool.backends()).hasSize(2);

        test.pass(Settings.REFRESH_INTERVAL);
        assertThat(registry.questions()).isEqualTo(3);
    }

    /** Whoever joined then would be checked for ever. */
    @Test
    void anAnswerThatComesWhileItIsStoppedIsNotTaken() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        Pool late = new Pool("late", Settings.usual().toPool(), test.time.time(), List.of());
        InstanceFeed slow = new InstanceFeed(late, new Registry(Flux.defer(() -> {
            asked.countDown();
            await(stopping);
            return Flux.just(Instances.all(7));
        })));
        Thread thread = new Thread(() -> slow.start(test.time.time().scheduler()));
        thread.start();
        asked.await();
        slow.stop();
        stopping.countDown();
        thread.join();

        assertThat(late.backends()).isEmpty();
    }

    private void start() {
        feed.start(test.time.time().scheduler());
    }

    private void ask() {
        var unused = feed.whenFilled(pool -> pool.backends().size()).subscribe(answers::add);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
