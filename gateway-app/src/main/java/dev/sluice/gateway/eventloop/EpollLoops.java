package dev.sluice.gateway.eventloop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** As many event loops as Reactor Netty would have, on epoll, where an interest in reading lasts. */
final class EpollLoops implements LoopResources {

    private final EventLoopGroup server = new MultiThreadIoEventLoopGroup(
            DEFAULT_IO_WORKER_COUNT, EventLoopThread::new, LastingInterests.over(EpollIoHandler.newFactory()));

    /** A client stays on the loop that it is called from. */
    private final EventLoopGroup client = LoopResources.colocate(server);

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return server;
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return client;
    }

    @Override
    public boolean isDisposed() {
        return server.isShuttingDown();
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return Mono.create(
                ended -> server.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .addListener(shutdown -> ended.success()));
    }
}
