package dev.sluice.loadbalancer.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an instance is taken out because requests fail on it.
 *
 * @param failures So many failed requests in a row take an instance out: no connection, no answer, or half of one; 0
 *     for never.
 * @param serverErrors Whether an answer with a status from 500 on counts as failed as well.
 * @param pause How long an ejected instance is out the first time; each further time twice as long, until it has been
 *     in for as long as it was out. At least 10ms.
 * @param maxPause How long an ejected instance is out at most.
 */
record EjectionProperties(
        @DefaultValue("3") int failures,
        @DefaultValue("false") boolean serverErrors,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("5m") Duration maxPause) {

    private static final Duration MIN_PAUSE = Duration.ofMillis(10);

    EjectionProperties {
        Range.atLeast(0, "ejection.failures", failures);
        Range.atLeast(MIN_PAUSE, "ejection.pause", pause);
        Range.atLeast(pause, "ejection.max-pause", maxPause);
    }
}
