package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.ClientChangeListener;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.usage.UsageRepository;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** The clients' database: its tables brought up to date, then its repository. */
public final class ClientDatabase implements AutoCloseable {

    /** Threads that wait for H2: as many as a connection pool has connections by default. */
    private static final int H2_THREADS = 10;

    /** Statements that wait for such a thread; all of them are given up at their deadline. */
    private static final int H2_QUEUE = 10_000;

    /** What may hold a secret and is not told. */
    private static final Pattern OPTIONS = Pattern.compile("[?;].*");

    /** A machine that starts many things at once may need more for the first connection than a request would wait. */
    private static final int CONNECTION_RETRIES = 9;

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    /** For a pool that would wait for ever. */
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(20);

    private final ConnectionFactory connections;
    private final Dialect dialect;
    private final Scheduler scheduler;
    private final Database database;
    private final ClientRepository repository;
    private final UsageRepository usage;
    private final Optional<String> installation;

    /**
     * Brings the tables up to date and opens the books.
     *
     * @param options what the connections are made from, for migrations over JDBC
     * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
     * @throws ClientDatabaseException if it can't be reached, or its tables can't be brought up to date
     */
    public ClientDatabase(ConnectionFactory connections, ConnectionFactoryOptions options, DatabaseState state) {
        this.connections = connections;
        this.dialect = Dialect.of(connections);
        String address = JdbcUrl.of(options, dialect);
        migrate(address, options, dialect);
        this.scheduler = dialect == Dialect.H2
                ? Schedulers.newBoundedElastic(H2_THREADS, H2_QUEUE, "sluice-h2")
                : Schedulers.immediate();
        DatabaseClient client = DatabaseClient.create(connections);
        connect(client, address, FIRST_CONNECTION).block();
        this.installation = dialect == Dialect.POSTGRESQL ? installation(client) : Optional.empty();
        this.database = new Database(client, scheduler, state);
        this.repository = new SqlClientRepository(database, dialect.statements());
        this.usage = new SqlUsageRepository(database, dialect.statements());
    }

    /** The clients' books. */
    public ClientRepository repository() {
        return repository;
    }

    /** What clients did lately. */
    public UsageRepository usage() {
        return usage;
    }

    /** Which installation this is, of all that there are; empty in H2, which no other gateway shares. */
    public Optional<String> installation() {
        return installation;
    }

    /** What others change in these books, for a listener; in H2, which one process has for itself, there are no others. */
    public ClientChanges changes(ClientChangeListener listener) {
        ChangeReader reader = new ChangeReader(new ChangeLog(database), repository, listener, ChangeReader.KEPT);
        return new ClientChanges(reader, connections, ClientChanges.PAUSE, dialect == Dialect.POSTGRESQL);
    }

    private static void migrate(String address, ConnectionFactoryOptions options, Dialect dialect) {
        try {
            Migrations.run(address, options, dialect);
        } catch (FlywayException e) {
            throw new ClientDatabaseException(withoutOptions(address), e);
        }
    }

    /** So that the first request does not wait for the first connection. */
    static Mono<Map<String, Object>> connect(DatabaseClient client, String address, Duration patience) {
        Retry again = Retry.fixedDelay(CONNECTION_RETRIES, RETRY_PAUSE)
                .onRetryExhaustedThrow(
                        (retry, last) -> new ClientDatabaseException(withoutOptions(address), last.failure()));
        return client.sql("select 1")
                .fetch()
                .first()
                .retryWhen(again)
                .timeout(patience)
                .onErrorMap(TimeoutException.class, late -> new ClientDatabaseException(withoutOptions(address), late));
    }

    private static Optional<String> installation(DatabaseClient client) {
        return client.sql("select id from sluice_installation")
                .mapValue(String.class)
                .one()
                .blockOptional(FIRST_CONNECTION);
    }

    private static String withoutOptions(String address) {
        return OPTIONS.matcher(address).replaceFirst("");
    }

    @Override
    public void close() {
        database.close();
        scheduler.dispose();
    }
}
