package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Objects;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date, over JDBC, before anything asks for them.
 *
 * <p>With a history and a location of our own, so that an application's own migrations are none of our business.
 */
final class Migrations {

    private static final String HISTORY = "sluice_schema_history";

    /** In a schema that is not empty everything is still to be done. */
    private static final String BEFORE_THE_FIRST = "0";

    /** A server that is started together with the gateway may need a moment; the wait doubles from a second on. */
    private static final int CONNECT_RETRIES = 4;

    private Migrations() {}

    /** Runs what has not been run yet. */
    static void run(String address, ConnectionFactoryOptions options, Dialect dialect) {
        Flyway.configure()
                .dataSource(address, (String) options.getValue(ConnectionFactoryOptions.USER), password(options))
                .connectRetries(dialect == Dialect.POSTGRESQL ? CONNECT_RETRIES : 0)
                .locations(dialect.migrations())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(BEFORE_THE_FIRST)
                .load()
                .migrate();
    }

    private static String password(ConnectionFactoryOptions options) {
        return Objects.toString(options.getValue(ConnectionFactoryOptions.PASSWORD), "");
    }
}
