package dev.sluice.tokenbucket.postgres;

/** Started when it is first asked for, stopped with the process. */
final class SharedPostgres {

    static final PostgresServer SERVER = start();

    private SharedPostgres() {}

    private static PostgresServer start() {
        PostgresServer server = PostgresServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop PostgreSQL"));
        return server;
    }
}
