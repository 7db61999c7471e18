package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.time.Duration;

/**
 * When instances are taken out for what their requests have met; Envoy calls it outlier detection.
 *
 * @param failures how many in a row it takes, at least 1; 0 for never
 * @param serverErrors whether an answer with a status from 500 on is a failure as well
 * @param pause how long the first time
 * @param maxPause how long at most
 * @param maxShare how many percent of the instances are out at most, 0 to 100
 */
public record EjectionPolicy(int failures, boolean serverErrors, Duration pause, Duration maxPause, int maxShare) {

    private static final int PERCENT = 100;

    /** Whether an outcome counts against the instance. */
    boolean isFailure(Outcome outcome) {
        return outcome.isFailure() || (serverErrors && outcome.kind() == Outcome.Kind.SERVER_ERROR);
    }

    /** Whether so many in a row are enough. */
    boolean isEnough(int inARow) {
        return failures > 0 && inARow >= failures;
    }

    /** Whether one more instance may go where so many of all are out already. */
    boolean allowsOneMore(long out, int all) {
        return (out + 1) * PERCENT <= (long) maxShare * all;
    }
}
