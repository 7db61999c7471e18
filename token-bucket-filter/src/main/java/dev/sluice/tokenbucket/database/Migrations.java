package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables up to date, over JDBC, before anything asks for them.
 *
 * <p>With a history and a location of our own, so that an application's own migrations are none of our business.
 */
final class Migrations {

    private static final String HISTORY = "sluice_schema_history";

    /**
     * In a schema with tables of others everything is still to be done.
     *
     * <p>Not left to {@code baselineOnMigrate}: it takes the history that another gateway is just making in an empty
     * schema for such a table, and fails.
     */
    private static final String BEFORE_THE_FIRST = "0";

    /** Steps that a later one has taken the place of, and those of a newer gateway beside this one. */
    private static final String[] NOT_HERE = {"*:missing", "*:future"};

    /** A server that is started together with the gateway may need a moment; the wait doubles from a second on. */
    private static final int CONNECT_RETRIES = 4;

    private Migrations() {}

    /** Runs what has not been run yet. */
    static void run(String address, ConnectionFactoryOptions options, Dialect dialect) {
        Flyway flyway = Flyway.configure()
                .dataSource(address, (String) options.getValue(ConnectionFactoryOptions.USER), password(options))
                .connectRetries(dialect == Dialect.POSTGRESQL ? CONNECT_RETRIES : 0)
                .locations(dialect.migrations())
                .table(HISTORY)
                .baselineVersion(BEFORE_THE_FIRST)
                .ignoreMigrationPatterns(NOT_HERE)
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (e.getErrorCode() != CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw e;
            }
            flyway.baseline();
            flyway.migrate();
        }
    }

    private static String password(ConnectionFactoryOptions options) {
        return Objects.toString(options.getValue(ConnectionFactoryOptions.PASSWORD), "");
    }
}
