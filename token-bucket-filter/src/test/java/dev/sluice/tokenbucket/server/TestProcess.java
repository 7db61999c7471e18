package dev.sluice.tokenbucket.server;

/** One of the processes that run the tests of a module, which keep out of each other's way by their numbers. */
public final class TestProcess {

    /** How many there are at most. */
    public static final int COUNT = Integer.getInteger("test.processes", 1);

    /** Which of them this is, from 1 on. */
    public static final int NUMBER = Integer.getInteger("test.process", 1);

    private TestProcess() {}
}
