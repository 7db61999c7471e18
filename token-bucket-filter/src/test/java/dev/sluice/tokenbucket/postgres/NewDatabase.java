package dev.sluice.tokenbucket.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Empty databases, one after the other. */
final class NewDatabase {

    private static final int ATTEMPTS = 300;
    private static final long PAUSE_NANOS = 100_000_000;

    private static final AtomicInteger LAST = new AtomicInteger();

    private NewDatabase() {}

    static String in(PostgresServer server) {
        String name = "test_" + ProcessHandle.current().pid() + "_" + LAST.incrementAndGet();
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a server that was started again lets somebody in. */
    static void awaitConnection(PostgresServer server) {
        for (int i = 1; ; i++) {
            try {
                connect(server).close();
                return;
            } catch (SQLException e) {
                if (i == ATTEMPTS) {
                    throw new AssertionError(e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/postgres", server.user(), server.password());
    }
}
