package dev.sluice.tokenbucket.redis;

import java.util.List;

/** Servers of which another takes over when one dies. They are processes of this machine. */
public interface ReplicatedRedis extends AutoCloseable {

    /** How Spring Boot is told of them, as {@code key=value}. */
    List<String> settings();

    /** Waits until what has been written to the master of a key could not get lost any more. */
    void awaitReplicated(String key);

    /** Kills the master of a key. */
    void killMaster(String key);

    /** Stops the master of a key where it is: connections to it stay open, it answers to nothing, and takes new ones. */
    void freezeMaster(String key);

    @Override
    void close();
}
