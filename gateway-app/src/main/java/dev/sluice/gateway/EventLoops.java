package dev.sluice.gateway;

import reactor.netty.ReactorNetty;

/** How many threads serve connections. */
final class EventLoops {

    private EventLoops() {}

    /**
     * One for each core, unless {@value ReactorNetty#IO_WORKER_COUNT} says otherwise. To be called before Reactor Netty is used.
     *
     * <p>Reactor Netty has four at least, for handlers that take their time. Ours never wait, so that a fifth thread on four cores, or
     * a third on two, only makes the others stop and start.
     */
    static void onePerCore() {
        if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
            System.setProperty(
                    ReactorNetty.IO_WORKER_COUNT,
                    Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
    }
}
