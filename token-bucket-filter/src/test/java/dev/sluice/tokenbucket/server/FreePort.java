package dev.sluice.tokenbucket.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, and that nobody else gets before it is used: it is none of those that the system gives to connections,
 * or to whoever asks for any, and none of those of {@linkplain TestProcess another process} that runs tests.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;

    /** Redis Cluster takes a second port, ten thousand higher, which nobody else should get either. */
    private static final int HIGHEST = 19_999;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** Finds one. */
    public static int find() {
        return between(LOWEST, HIGHEST);
    }

    /** Finds one in a range, both ends included. */
    public static int between(int lowest, int highest) {
        return ThreadLocalRandom.current()
                .ints(lowest, highest + 1)
                .filter(port -> port % TestProcess.COUNT == TestProcess.NUMBER % TestProcess.COUNT)
                .filter(port -> isFree(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
