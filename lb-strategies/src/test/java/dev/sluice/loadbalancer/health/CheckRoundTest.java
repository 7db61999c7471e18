package dev.sluice.loadbalancer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.CheckResult;
import dev.sluice.loadbalancer.pool.Time;
import dev.sluice.loadbalancer.pool.VirtualTime;
import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class CheckRoundTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final HealthCheckSettings SETTINGS = new HealthCheckSettings(INTERVAL, TIMEOUT);

    /** In the middle: the jitter is nothing. */
    private static final double EVEN = 0.5;

    private final VirtualTime time = new VirtualTime();
    private final List<Long> begun = new ArrayList<>();
    private final List<CheckResult> results = new ArrayList<>();
    private int underWay;

    @Test
    void beginsAtOnceAndThenAtEachInterval() {
        start(Mono.empty());
        assertThat(begun).containsExactly(0L);

        time.pass(INTERVAL.multipliedBy(3));
        assertThat(begun).containsExactly(0L, 5_000L, 10_000L, 15_000L);
        assertThat(results).hasSize(4).containsOnly(CheckResult.PASSED);
    }

    @ParameterizedTest(name = "chance {0}: after {1} ms")
    @CsvSource({"0, 4500", "0.25, 4750", "0.5, 5000", "0.75, 5250", "0.999999, 5499"})
    void theIntervalIsWithinATenth(double chance, long millis) {
        CheckRound round = new CheckRound(probe(Mono.empty()), SETTINGS, time.time(), () -> chance, results::add);
        round.start();
        time.pass(Duration.ofSeconds(6));

        assertThat(begun).hasSize(2).contains(millis);
    }

    @Test
    void theIntervalIsFromBeginToBegin() {
        start(Mono.delay(Duration.ofSeconds(1), time.time().scheduler()).then());
        time.pass(Duration.ofSeconds(10));

        assertThat(begun).containsExactly(0L, 5_000L, 10_000L);
        assertThat(results).hasSize(2);
    }

    @Test
    void aCheckThatHangsHasFailedAfterTheTimeoutAndIsGivenUp() {
        start(Mono.defer(() -> begun.size() == 1 ? Mono.empty() : Mono.never()));
        time.pass(INTERVAL.plus(TIMEOUT).minusNanos(1));
        assertThat(results).containsExactly(CheckResult.PASSED);
        assertThat(underWay).isEqualTo(1);

        time.pass(Duration.ofNanos(1));
        assertThat(results).containsExactly(CheckResult.PASSED, CheckResult.failed("no answer within 2000ms"));
        assertThat(underWay).isZero();
        time.pass(Duration.ofSeconds(3));
        assertThat(begun).containsExactly(0L, 5_000L, 10_000L);
    }

    @Test
    void aCheckThatTakesLongerThanTheIntervalIsFollowedAtOnceByOneOther() {
        HealthCheckSettings slow = new HealthCheckSettings(Duration.ofSeconds(1), TIMEOUT);
        new CheckRound(probe(Mono.never()), slow, time.time(), () -> EVEN, results::add).start();
        time.pass(Duration.ofSeconds(5));

        assertThat(begun).containsExactly(0L, 2_000L, 4_000L);
        assertThat(underWay).isEqualTo(1);
    }

    @Test
    void aFailureSaysWhy() {
        AtomicInteger turn = new AtomicInteger();
        List<Throwable> causes = List.of(
                new IOException("refused"),
                new IllegalStateException("around", new IOException("within")),
                new Error());
        start(Mono.defer(() -> Mono.error(causes.get(turn.getAndIncrement()))));
        time.pass(INTERVAL.multipliedBy(2));

        assertThat(results)
                .containsExactly(
                        CheckResult.failed("refused"), CheckResult.failed("within"), CheckResult.failed("Error"));
    }

    @Test
    void aProbeThatThrowsHasFailed() {
        start(Mono.defer(() -> {
            throw new IllegalArgumentException("no such path");
        }));
        time.pass(INTERVAL);

        assertThat(results).hasSize(2).containsOnly(CheckResult.failed("no such path"));
    }

    @Test
    void whoHurriesIsCheckedAheadOfTimeButNoMoreOftenThanTenTimesAsOften() {
        CheckRound round = start(Mono.empty());
        time.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 1_000; i++) {
            round.hurry();
            time.pass(Duration.ofMillis(1));
        }

        assertThat(begun).containsExactly(0L, 1_000L, 1_500L, 2_000L);
        time.pass(INTERVAL.minusMillis(1));
        assertThat(begun).hasSize(4);
        time.pass(Duration.ofMillis(1));
        assertThat(begun).hasSize(5);
    }

    @Test
    void nobodyHurriesACheckThatIsUnderWayOrDueSooner() {
        CheckRound round =
                start(Mono.delay(Duration.ofSeconds(1), time.time().scheduler()).then());
        round.hurry();
        time.pass(Duration.ofMillis(900));
        round.hurry();
        assertThat(begun).hasSize(1);

        time.pass(Duration.ofMillis(4_050));
        round.hurry();
        round.hurry();
        time.pass(Duration.ofMillis(50));
        assertThat(begun).containsExactly(0L, 4_950L);
    }

    @Test
    void oneThatIsStoppedChecksNoMoreAndReportsNoMore() {
        CheckRound round = start(Mono.never());
        round.stop();
        assertThat(underWay).isZero();

        round.hurry();
        time.pass(INTERVAL.multipliedBy(3));
        assertThat(begun).hasSize(1);
        assertThat(results).isEmpty();
    }

    @Test
    void oneThatIsStoppedBetweenTwoChecksChecksNoMore() {
        CheckRound round = start(Mono.empty());
        round.stop();
        round.hurry();
        time.pass(INTERVAL.multipliedBy(3));

        assertThat(begun).hasSize(1);
    }

    @Test
    void whoeverReportsMayStopIt() {
        List<CheckRound> rounds = new ArrayList<>();
        CheckRound round = new CheckRound(probe(Mono.empty()), SETTINGS, time.time(), () -> EVEN, result -> {
            results.add(result);
            rounds.forEach(CheckRound::stop);
        });
        rounds.add(round);
        round.start();
        time.pass(INTERVAL.multipliedBy(3));

        assertThat(results).hasSize(1);
    }

    /** A thread can be held up for longer than the check that it began takes, and than the time to the next. */
    @Test
    void aCheckThatIsOverBeforeItsBeginnerGoesOnDoesNotEndTheNext() throws Exception {
        Scheduler scheduler = Schedulers.newParallel("checks", 8);
        CountDownLatch third = new CountDownLatch(3);
        AtomicReference<@Nullable Thread> second = new AtomicReference<>();
        Mono<Void> probe = Mono.create(sink -> {
            third.countDown();
            if (third.getCount() == 2) {
                sink.success();
                await().until(() -> isIdle(second.get()));
            } else {
                second.set(Thread.currentThread());
            }
        });
        HealthCheckSettings settings = new HealthCheckSettings(Duration.ofMillis(20), Duration.ofMillis(200));
        CheckRound round = new CheckRound(probe, settings, Time.system(scheduler), () -> EVEN, any -> {});
        try {
            round.start();
            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            round.stop();
            scheduler.dispose();
        }
    }

    private CheckRound start(Mono<Void> probe) {
        CheckRound round = new CheckRound(probe(probe), SETTINGS, time.time(), () -> EVEN, results::add);
        round.start();
        time.now();
        return round;
    }

    private Mono<Void> probe(Mono<Void> probe) {
        return Mono.defer(() -> {
                    begun.add(time.millis());
                    underWay++;
                    return probe;
                })
                .doFinally(end -> underWay--);
    }

    private static boolean isIdle(@Nullable Thread worker) {
        return worker != null && EnumSet.of(State.WAITING, State.TIMED_WAITING).contains(worker.getState());
    }
}
