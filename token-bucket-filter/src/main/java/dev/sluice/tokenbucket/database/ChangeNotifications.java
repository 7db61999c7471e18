package dev.sluice.tokenbucket.database;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notifications that clients have changed, over a connection of their own.
 *
 * <p>They only wake whoever asks for changes anyway. So nothing depends on them: a connection pooler between may not let them
 * pass, and what is notified while nobody listens is lost.
 */
final class ChangeNotifications implements Disposable {

    private static final Logger log = LoggerFactory.getLogger(ChangeNotifications.class);

    /** How long there is peace after a connection has failed. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often the connection is tried, since a dead one is silent as well. */
    private static final Duration CHECK = Duration.ofSeconds(10);

    private final ConnectionFactory connections;
    private final Runnable wake;
    private final AtomicBoolean listening = new AtomicBoolean();
    private final Disposable.Swap connection = Disposables.swap();

    /**
     * Nobody listens yet.
     *
     * @param connections a pool, or what it gets its connections from
     * @param wake what is to be done when clients have changed; must not block
     */
    ChangeNotifications(ConnectionFactory connections, Runnable wake) {
        this.connections = unpooled(connections);
        this.wake = wake;
    }

    /** Listens again if the connection has failed. To be called when the database has just answered, so that it is no burden. */
    void listen() {
        if (listening.compareAndSet(false, true)) {
            connection.update(Mono.usingWhen(open(), this::listen, PostgresqlConnection::close)
                    .doOnError(failure -> log.debug("no notifications of changed clients for now", failure))
                    .onErrorComplete()
                    .then(Mono.delay(PAUSE))
                    .subscribe(paused -> listening.set(false)));
        }
    }

    @Override
    public void dispose() {
        connection.dispose();
    }

    private Mono<PostgresqlConnection> open() {
        return Mono.from(connections.create()).cast(PostgresqlConnection.class).timeout(Database.DEADLINE);
    }

    /** Ends with a failure, when the connection does. */
    private static Mono<Void> checked(PostgresqlConnection connection) {
        return Flux.interval(CHECK)
                .onBackpressureDrop()
                .concatMap(check -> connection.validate(ValidationDepth.REMOTE).timeout(Database.DEADLINE))
                .filter(valid -> !valid)
                .next()
                .then(Mono.error(ChangeNotifications::closed));
    }

    private Mono<Void> listen(PostgresqlConnection connection) {
        Mono<Void> listen = connection
                .createStatement("listen sluice_clients")
                .execute()
                .flatMap(PostgresqlResult::getRowsUpdated)
                .then()
                .timeout(Database.DEADLINE)
                .doOnSuccess(done -> wake.run());
        Mono<Void> notifications = connection
                .getNotifications()
                .doOnNext(changed -> wake.run())
                .then(Mono.error(ChangeNotifications::closed));
        return Mono.when(notifications, listen.then(checked(connection)));
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the connection is closed");
    }

    private static ConnectionFactory unpooled(ConnectionFactory connections) {
        return connections instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof ConnectionFactory inner
                ? unpooled(inner)
                : connections;
    }
}
