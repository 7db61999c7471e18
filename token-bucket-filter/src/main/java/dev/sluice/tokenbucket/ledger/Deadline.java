package dev.sluice.tokenbucket.ledger;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** How long a bank may take for an answer. */
public final class Deadline {

    /** Long after a request has given up. */
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private Deadline() {}

    /** A call that fails with a {@link TimeoutException} when there is no answer by then. */
    public static <T> Mono<T> of(Mono<T> call) {
        return call.timeout(
                DEADLINE, Mono.error(() -> new TimeoutException("no answer within " + DEADLINE.toMillis() + " ms")));
    }
}
