package dev.sluice.gateway.eventloop;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** A thread on which nothing may wait, which Reactor sees to. */
final class EventLoopThread extends FastThreadLocalThread implements NonBlocking {

    private static final AtomicInteger COUNT = new AtomicInteger();

    EventLoopThread(Runnable loop) {
        super(loop, "event-loop-" + COUNT.incrementAndGet());
        setDaemon(true);
    }
}
