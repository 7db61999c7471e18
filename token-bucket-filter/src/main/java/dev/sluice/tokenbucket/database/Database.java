package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Every statement's way to the database: on its own threads where the driver blocks, within a deadline, and with its outcome
 * told to {@link DatabaseState}.
 *
 * <p>The deadline includes the wait for a connection. A driver's pool bounds neither of them by itself, and a frozen server
 * keeps an open connection waiting for ever.
 */
final class Database implements AutoCloseable {

    /** Long enough for a thousand who call at once, so short that an administrator is answered within two seconds. */
    static final Duration DEADLINE = Duration.ofMillis(1500);

    private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);

    /** Two who create the same client at once: the second meets a duplicate, and finds the first the next time. */
    private static final int ATTEMPTS_ON_DUPLICATE = 5;

    private final DatabaseClient client;
    private final Scheduler scheduler;
    private final DatabaseState state;
    private final Disposable.Swap probing = Disposables.swap();

    /**
     * A way to the database behind {@code client}.
     *
     * @param scheduler where statements are sent from
     */
    Database(DatabaseClient client, Scheduler scheduler, DatabaseState state) {
        this.client = client;
        this.scheduler = scheduler;
        this.state = state;
    }

    <T> Mono<T> one(Function<DatabaseClient, Mono<T>> statement) {
        return Mono.defer(() -> statement.apply(client))
                .subscribeOn(scheduler)
                .timeout(DEADLINE, Mono.error(Database::late))
                .retryWhen(onDuplicate())
                .doOnSuccess(answer -> state.answered())
                .onErrorMap(this::explained);
    }

    <T> Flux<T> many(Function<DatabaseClient, Flux<T>> statement) {
        return one(sql -> statement.apply(sql).collectList()).flatMapIterable(rows -> rows);
    }

    private static Retry onDuplicate() {
        return Retry.max(ATTEMPTS_ON_DUPLICATE)
                .filter(DuplicateKeyException.class::isInstance)
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    /** Asks until there is an answer, so that the end of an outage is seen even if nobody else asks. */
    private Disposable probe() {
        return Mono.delay(PROBE_PAUSE)
                .then(Mono.defer(() -> one(sql -> sql.sql("select 1").fetch().rowsUpdated())))
                .retry()
                .subscribe();
    }

    @Override
    public void close() {
        probing.dispose();
    }

    private static TimeoutException late() {
        return new TimeoutException("no answer within " + DEADLINE.toMillis() + " ms");
    }

    /** What is refused goes on as it is: to ask again would not help, unless it is a matter of who is asked, or when. */
    private Throwable explained(Throwable cause) {
        String reason =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
        if (Failures.isRefusal(cause)) {
            state.refused(Failures.state(cause), reason);
            return Failures.isReadOnly(cause) ? new RepositoryUnavailableException(reason, cause) : cause;
        }
        if (!Failures.isCollision(cause) && state.failed(reason)) {
            probing.update(probe());
        }
        return new RepositoryUnavailableException(reason, cause);
    }
}
