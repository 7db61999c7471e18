package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.strategy.Candidate;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import dev.sluice.loadbalancer.strategy.Selector;
import dev.sluice.loadbalancer.strategy.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class PoolConcurrencyTest {

    private static final int THREADS = 64;
    private static final int STEPS = 1_000;
    private static final int INSTANCES = 8;

    /** So short that ejections begin and end while the test runs. */
    private static final EjectionPolicy EJECTION =
            new EjectionPolicy(3, true, Duration.ofMillis(1), Duration.ofMillis(20), 50);

    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.ANSWERED,
            Outcome.SERVER_ERROR,
            Outcome.ABANDONED,
            Outcome.failed("reset"),
            Outcome.unreachable("refused"));

    private final Logger log = (Logger) LoggerFactory.getLogger(Pool.class);
    private final Scheduler scheduler = Schedulers.newParallel("pool", 2);
    private final List<Pool> pools = new ArrayList<>();
    private final Queue<Backend> everybody = new ConcurrentLinkedQueue<>();

    static List<Named<Supplier<LoadBalancingStrategy>>> strategies() {
        return List.of(
                Named.of("round-robin", LoadBalancingStrategy::roundRobin),
                Named.of("random", LoadBalancingStrategy::random),
                Named.of("least-connections", LoadBalancingStrategy::leastConnections),
                Named.of("power-of-two-choices", LoadBalancingStrategy::powerOfTwoChoices));
    }

    /** Whoever writes a line waits for all others who do: there would be hardly a race. */
    @BeforeEach
    void silence() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void dispose() {
        log.setLevel(null);
        pools.forEach(pool -> pool.replace(List.of()));
        scheduler.dispose();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void atRestNothingIsInFlightAndTheSnapshotIsRight(Supplier<LoadBalancingStrategy> strategy) throws Exception {
        Pool pool = pool(Settings.usual().with(strategy).with(EJECTION).with(Duration.ofMillis(10)));

        Threads.run(THREADS, thread -> new Chaos(pool, new Random(thread)).run());

        assertThat(everybody)
                .hasSizeGreaterThan(INSTANCES)
                .allSatisfy(backend -> assertThat(backend.traffic().inFlight()).isZero());
        assertThat(everybody.stream()
                        .mapToLong(backend -> backend.traffic().picks())
                        .sum())
                .isPositive();
        assertServesExactlyThoseThatAreUp(pool);
        bringBack(pool);
        assertServesExactlyThoseThatAreUp(pool);
    }

    @RepeatedTest(20)
    void neverMoreThanTheShareIsEjectedHoweverManyFailAtOnce() throws Exception {
        Pool pool = pool(Settings.usual());

        Threads.run(
                THREADS,
                thread -> IntStream.range(0, 50)
                        .forEach(i -> pool.choose().orElseThrow().permit().close(TestPool.RESET)));

        assertThat(pool.backends().stream().filter(backend -> backend.state() == State.EJECTED))
                .hasSize(INSTANCES / 2);
    }

    /** The first is held up when it has looked at the states and not yet published what it saw. */
    @Test
    void noChangeIsLostWhenAnotherIsUnderWay() throws Exception {
        CountDownLatch hasLooked = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicBoolean holdUp = new AtomicBoolean();
        Pool pool = pool(Settings.usual().with(() -> new LoadBalancingStrategy() {
            @Override
            public <T extends Candidate> Selector<T> over(List<T> candidates) {
                if (holdUp.compareAndSet(true, false)) {
                    hasLooked.countDown();
                    pass(goesOn);
                }
                return LoadBalancingStrategy.roundRobin().over(candidates);
            }
        }));
        holdUp.set(true);
        Thread first = failsCheck(pool, 1);
        pass(hasLooked);
        Thread second = failsCheck(pool, 2);
        await().until(() ->
                EnumSet.of(Thread.State.BLOCKED, Thread.State.TERMINATED).contains(second.getState()));
        goesOn.countDown();
        first.join();
        second.join();

        assertServesExactlyThoseThatAreUp(pool);
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread failsCheck(Pool pool, int port) {
        Backend backend = pool.backend("localhost:" + port).orElseThrow();
        Thread thread = new Thread(() -> pool.checked(backend, CheckResult.failed("refused")));
        thread.start();
        return thread;
    }

    private Pool pool(Settings settings) {
        PoolObserver observer = new PoolObserver() {
            @Override
            public void joined(Pool pool, Backend backend) {
                everybody.add(backend);
            }

            @Override
            public void left(Pool pool, Backend backend) {}
        };
        Pool pool = new Pool("backends", settings.toPool(), Time.system(scheduler), List.of(observer));
        pools.add(pool);
        pool.replace(Instances.all(IntStream.range(0, INSTANCES).toArray()));
        return pool;
    }

    private static void bringBack(Pool pool) {
        pool.backends().forEach(backend -> {
            pool.drain(backend, false);
            pool.checked(backend, CheckResult.failed("refused"));
            pool.checked(backend, CheckResult.PASSED);
        });
        assertThat(pool.backends()).extracting(Backend::state).containsOnly(State.UP);
    }

    /** Ejections may end meanwhile: it is looked at while the pool stands still. */
    private static void assertServesExactlyThoseThatAreUp(Pool pool) {
        synchronized (pool) {
            Collection<String> up = pool.backends().stream()
                    .filter(backend -> backend.state() == State.UP)
                    .map(Backend::address)
                    .collect(Collectors.toSet());
            assertThat(up)
                    .allSatisfy(address -> assertThat(pool.chooseOtherThan(without(up, address)))
                            .hasValueSatisfying(chosen -> {
                                chosen.permit().close(Outcome.ABANDONED);
                                assertThat(chosen.permit().instance()).isEqualTo(address);
                            }));
            assertThat(pool.chooseOtherThan(up)).isEmpty();
        }
    }

    private static List<String> without(Collection<String> all, String one) {
        return all.stream().filter(any -> !any.equals(one)).toList();
    }

    /** One thread's share of what a pool goes through. */
    private static final class Chaos {

        private final Pool pool;
        private final Random random;
        private final Deque<Chosen> running = new ArrayDeque<>();

        Chaos(Pool pool, Random random) {
            this.pool = pool;
            this.random = random;
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step(random.nextInt(100));
            }
            running.forEach(this::close);
        }

        private void step(int dice) {
            if (dice < 50) {
                pool.choose().ifPresent(running::add);
            } else if (dice < 85 && !running.isEmpty()) {
                close(running.remove());
            } else if (dice < 90) {
                pool.chooseOtherThan(List.of("http://localhost:1")).ifPresent(running::add);
            } else if (dice < 95) {
                pool.checked(any(), random.nextBoolean() ? CheckResult.PASSED : CheckResult.failed("refused"));
            } else if (dice < 98) {
                pool.drain(any(), random.nextInt(4) == 0);
            } else if (dice == 98) {
                pool.replace(Instances.all(IntStream.range(0, INSTANCES)
                        .filter(port -> random.nextInt(10) > 0)
                        .toArray()));
            } else {
                pool.replace(Instances.all(IntStream.range(0, INSTANCES).toArray()));
            }
        }

        private Backend any() {
            List<Backend> all = new ArrayList<>(pool.backends());
            return all.get(random.nextInt(all.size()));
        }

        private void close(Chosen chosen) {
            chosen.permit().close(OUTCOMES.get(random.nextInt(OUTCOMES.size())));
        }
    }
}
