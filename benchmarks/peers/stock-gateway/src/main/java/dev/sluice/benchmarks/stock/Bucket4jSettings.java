package dev.sluice.benchmarks.stock;

import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How Bucket4j is asked to work.
 *
 * @param optimization which of its ways to save calls: {@code batching} asks Redis once for all that wait, {@code delaying} counts
 *     by itself for a while, {@code predicting} does so for as long as it believes the others to leave enough
 */
@ConfigurationProperties("bucket4j")
record Bucket4jSettings(long capacity, long rate, String optimization, double unsynchronized, Duration delay) {

    Optimization chosen() {
        var bounds = new DelayParameters(Math.max(1, (long) (capacity * unsynchronized)), delay);
        return switch (optimization) {
            case "batching" -> Optimizations.batching();
            case "delaying" -> Optimizations.delaying(bounds);
            case "predicting" -> Optimizations.predicting(bounds);
            default -> throw new IllegalArgumentException("bucket4j.optimization: " + optimization);
        };
    }
}
