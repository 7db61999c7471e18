package dev.sluice.tokenbucket.bucket;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whatever the interleaving, threads see a bucket as if they had come one after the other. */
@Order(Integer.MAX_VALUE)
@Param(name = "cost", gen = IntGen.class, conf = "1:3")
public class TokenBucketLincheckTest {

    private static final long NOW = 1_000;

    private final TokenBucket bucket = TokenBucket.full(Limit.of(5, 10));

    @Operation
    public boolean tryTake(@Param(name = "cost") int cost) {
        return bucket.tryTake(cost, NOW).admitted();
    }

    @Operation
    public long level() {
        return bucket.level(NOW).tokens();
    }

    @Operation
    public long close() {
        return bucket.close(NOW).tokens();
    }

    @Operation
    public boolean closed() {
        return bucket.closed();
    }

    @Test
    void everyInterleavingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .check(getClass());
    }
}
