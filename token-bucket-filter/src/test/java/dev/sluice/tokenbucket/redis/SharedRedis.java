package dev.sluice.tokenbucket.redis;

/** Started when it is first asked for, stopped with the process. */
final class SharedRedis {

    static final RedisServer SERVER = started();

    private SharedRedis() {}

    private static RedisServer started() {
        RedisServer server = RedisServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
