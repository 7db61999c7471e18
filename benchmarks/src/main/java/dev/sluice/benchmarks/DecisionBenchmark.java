package dev.sluice.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of one limiter that all threads share: always admitted, or always refused.
 *
 * <p>{@code nanoTime} is the clock alone, which every limiter reads. {@code sluice} is the bucket, {@code knownClient} the same
 * behind the registry and the ledger, as the filter asks for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    private static final ClientKey KEY = ClientKey.ofClientId("user1");

    /** What every decision says. */
    public enum Outcome {
        ADMIT(Limit.MAX_CAPACITY, Limit.MAX_RATE),
        REFUSE(1, Limit.MIN_RATE);

        final long capacity;
        final BigDecimal ratePerSec;

        Outcome(long capacity, BigDecimal ratePerSec) {
            this.capacity = capacity;
            this.ratePerSec = ratePerSec;
        }

        /** The time in which one token comes. */
        Duration period() {
            return Duration.ofNanos(BigDecimal.valueOf(TimeUnit.SECONDS.toNanos(1))
                    .divideToIntegralValue(ratePerSec)
                    .longValueExact());
        }
    }

    @Param
    Outcome outcome = Outcome.ADMIT;

    private MonotonicClock clock;
    private TokenBucket sluice;
    private ClientRegistry registry;
    private Ledger ledger;
    private Bucket bucket4j;
    private io.github.resilience4j.ratelimiter.RateLimiter resilience4j;
    private RateLimiter guava;

    /** Makes each limiter, and takes the one token that those which refuse start with. */
    @Setup
    public void setUp() {
        Limit limit = Limit.of(outcome.capacity, outcome.ratePerSec);
        clock = MonotonicClock.system();
        sluice = TokenBucket.full(limit);
        registry = ClientRegistry.of(List.of(Client.of("user1", limit)));
        ledger = new LocalLedger(limit, 1, clock, Instant.now());
        bucket4j = Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(outcome.capacity).refillGreedy(1, outcome.period()))
                .build();
        resilience4j = io.github.resilience4j.ratelimiter.RateLimiter.of(
                "shared",
                RateLimiterConfig.custom()
                        .limitForPeriod((int) outcome.capacity)
                        .limitRefreshPeriod(outcome.period().multipliedBy(outcome.capacity))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        guava = RateLimiter.create(outcome.ratePerSec.doubleValue());
        boolean taken = sluice() && knownClient() && bucket4j() && resilience4j() && guava();
        if (!taken) {
            throw new IllegalStateException("a limiter refused its first token");
        }
    }

    /** The clock. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Our bucket. */
    @Benchmark
    public boolean sluice() {
        return sluice.tryTake(1, clock.nanos()).admitted();
    }

    /** Our bucket of a registered client. */
    @Benchmark
    public boolean knownClient() {
        Client client = registry.find(KEY).join().orElseThrow();
        return ledger.take(client, 1).join().admitted();
    }

    /** Bucket4j. */
    @Benchmark
    public boolean bucket4j() {
        return bucket4j.tryConsume(1);
    }

    /** Resilience4j. */
    @Benchmark
    public boolean resilience4j() {
        return resilience4j.acquirePermission();
    }

    /** Guava. */
    @Benchmark
    public boolean guava() {
        return guava.tryAcquire();
    }
}
