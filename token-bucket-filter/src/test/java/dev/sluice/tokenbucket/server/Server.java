package dev.sluice.tokenbucket.server;

/** A real server that tests talk to, and that fails when they say so. */
public interface Server extends AutoCloseable {

    /** Where it listens on this machine. */
    int port();

    /** Stops its processes where they are: connections stay open, nothing answers. */
    void freeze();

    /** Lets its processes go on. */
    void thaw();

    /** Stops it at once, as a crash would. */
    void stop();

    /** Starts it again, on the same port, and waits until it answers. */
    void restart();

    @Override
    void close();
}
