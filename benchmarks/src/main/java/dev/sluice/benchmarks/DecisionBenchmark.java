package dev.sluice.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
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

/** One decision of one bucket that all threads share, admitted or refused. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    @Param({"admit", "refuse"})
    String outcome = "";

    TokenBucket sluice;
    Bucket bucket4j;
    io.github.resilience4j.ratelimiter.RateLimiter resilience4j;
    RateLimiter guava;

    @Setup
    public void fill() {
        boolean admit = outcome.equals("admit");
        Limit limit =
                admit ? Limit.of(Limit.MAX_CAPACITY, 1_000_000_000) : Limit.of(1, new java.math.BigDecimal("0.000001"));
        sluice = TokenBucket.full(limit);
        sluice.tryTake(1, System.nanoTime());
        long capacity = admit ? 1_000_000_000 : 1;
        bucket4j = Bucket.builder()
                .addLimit(l -> admit
                        ? l.capacity(capacity).refillGreedy(1_000_000_000, Duration.ofSeconds(1))
                        : l.capacity(capacity).refillGreedy(1, Duration.ofDays(10)))
                .build();
        bucket4j.tryConsume(1);
        resilience4j = io.github.resilience4j.ratelimiter.RateLimiter.of(
                "r",
                RateLimiterConfig.custom()
                        .limitForPeriod(admit ? 1_000_000_000 : 1)
                        .limitRefreshPeriod(admit ? Duration.ofSeconds(1) : Duration.ofDays(10))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        resilience4j.acquirePermission();
        guava = RateLimiter.create(admit ? 1e9 : 1e-6);
        var unused = guava.tryAcquire();
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public boolean sluice() {
        return sluice.tryTake(1, System.nanoTime()).admitted();
    }

    @Benchmark
    public boolean bucket4j() {
        return bucket4j.tryConsume(1);
    }

    @Benchmark
    public boolean resilience4j() {
        return resilience4j.acquirePermission();
    }

    @Benchmark
    public boolean guava() {
        return guava.tryAcquire();
    }
}
