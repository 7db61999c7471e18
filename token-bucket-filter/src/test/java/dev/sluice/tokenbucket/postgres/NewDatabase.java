package dev.sluice.tokenbucket.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases, one after the other. */
final class NewDatabase {

    private static final AtomicInteger LAST = new AtomicInteger();

    private NewDatabase() {}

    static String in(PostgresServer server) {
        String name = "test_" + ProcessHandle.current().pid() + "_" + LAST.incrementAndGet();
        String url = "jdbc:postgresql://localhost:" + server.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
