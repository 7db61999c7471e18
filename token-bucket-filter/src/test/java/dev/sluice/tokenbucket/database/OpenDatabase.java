package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.InstantSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

/**
 * A database with its tables, and a pool of connections to it.
 *
 * @param repository the clients' books in it
 * @param state whether it answers
 */
public record OpenDatabase(
        ClientRepository repository, DatabaseState state, ClientDatabase database, ConnectionPool pool)
        implements AutoCloseable {

    /** The database at an R2DBC URL. */
    public static OpenDatabase at(String url) {
        ConnectionFactoryOptions.Builder builder =
                ConnectionFactoryOptions.builder().from(ConnectionFactoryOptions.parse(url));
        H2Options.customize(builder);
        ConnectionFactoryOptions options = builder.build();
        ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                // Else ten are opened behind the first statement: the last of them may open again what was shut down.
                .initialSize(1)
                .maxSize(10)
                .build());
        DatabaseState state = new DatabaseState(InstantSource.system());
        ClientDatabase database = new ClientDatabase(pool, options, state);
        return new OpenDatabase(database.repository(), state, database, pool);
    }

    /** A new database of a PostgreSQL server. */
    public static OpenDatabase in(PostgresServer server) {
        return at(urlIn(server));
    }

    DatabaseClient sql() {
        return DatabaseClient.create(pool);
    }

    /** The number that a statement answers. */
    long count(String statement) {
        return sql().sql(statement).mapValue(Long.class).one().blockOptional().orElseThrow();
    }

    /** The way of statements to it. */
    Database way() {
        return new Database(sql(), Schedulers.immediate(), state);
    }

    /** The address of a new database of a PostgreSQL server, for several at once. */
    static String urlIn(PostgresServer server) {
        return server.newDatabase().replace("postgres://", "r2dbc:postgresql://");
    }

    /** An H2 that is shut down has written its last: a connection that is given back late would close it later. */
    @Override
    public void close() {
        if (pool.getMetadata().getName().equals("H2")) {
            sql().sql("shutdown").then().onErrorComplete().block();
        }
        pool.disposeLater().block();
        database.close();
    }
}
