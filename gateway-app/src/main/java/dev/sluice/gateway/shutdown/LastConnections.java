package dev.sluice.gateway.shutdown;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.netty.http.server.HttpServer;

/**
 * Closes the port, and waits until each connection that came in by it has ended.
 *
 * <p>The server's own end looks once at what each connection does, and from another thread. A request that arrives at that
 * moment is forwarded, and then cut off with its connection; one on a connection that was accepted just before is not seen
 * at all.
 */
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
final class LastConnections implements SmartLifecycle, NettyServerCustomizer {

    private static final Logger log = LoggerFactory.getLogger(LastConnections.class);

    /** However short, the port is looked at once more in between: it resets whoever waits at it when it closes. */
    private static final long LAST_LOOK_MILLIS = 1;

    /** So long before its phase is over the rest is cut off: else the server's own end would wait for it as long again. */
    private static final Duration BEFORE_THE_END = Duration.ofMillis(200);

    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final LastAnswers lastAnswers;
    private final Duration patience;
    private volatile @Nullable Channel port;
    private volatile boolean running;

    LastConnections(LastAnswers lastAnswers, LifecycleProperties phases) {
        this.lastAnswers = lastAnswers;
        this.patience = phases.getTimeoutPerShutdownPhase().minus(BEFORE_THE_END);
    }

    /** The first port is the gateway's: one of the actuator's own is opened later, and goes with its own context. */
    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnBound(bound -> {
            if (port == null) {
                port = bound.channel();
                bound.channel().pipeline().addFirst(new Entrance());
            }
        });
    }

    /** Before the server's own end, which finds nothing to do then. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        Channel closing = port;
        port = null;
        if (closing == null) {
            end(stopped);
            return;
        }
        var unused =
                closing.eventLoop().schedule(() -> close(closing, stopped), LAST_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Nobody is told before that his connection ends: he would try to make another. */
    private void close(Channel closing, Runnable stopped) {
        var unused = closing.close().addListener(closed -> {
            lastAnswers.begin();
            connections.forEach(ConnectionEnd::of);
            Future<?> end = closing.eventLoop().schedule(this::cutOff, patience.toMillis(), TimeUnit.MILLISECONDS);
            connections.newCloseFuture().addListener(all -> {
                end.cancel(false);
                end(stopped);
            });
        });
    }

    private void cutOff() {
        log.warn("{} connections are cut off, since their requests take longer than a stop may", connections.size());
        var unused = connections.close();
    }

    private void end(Runnable stopped) {
        running = false;
        stopped.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Sees each connection before it is handed to its thread: when the port has closed, none that was accepted is unknown. */
    private final class Entrance extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connections.add(connection);
            }
            context.fireChannelRead(accepted);
        }
    }
}
