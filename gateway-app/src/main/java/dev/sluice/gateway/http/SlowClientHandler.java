package dev.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the patience with a client that sends its request too slowly: 408, and the connection is closed. One that has never
 * sent a byte is closed without a word.
 *
 * <p>A head has so much time as a whole, so one byte now and then wins nothing. A body may take as long as it likes, if only
 * something of it arrives now and then; and while nobody reads, since a backend is slow, the client is not to blame.
 *
 * <p>A connection between two requests is left to {@link IdleConnectionHandler}. The server's own read timeout would not do: it knows nothing of
 * heads, does not answer, and does not ask whether anybody reads.
 */
public final class SlowClientHandler extends ChannelDuplexHandler {

    private final Arrival arrival;
    private final long headNanos;
    private final long bodyNanos;

    private @Nullable Future<?> deadline;
    private boolean forBody;
    private boolean silent = true;

    /** The server asked for the first bytes before this handler was there. */
    private boolean reading = true;

    private long readingSince;

    SlowClientHandler(Arrival arrival, HttpServerProperties properties) {
        this.arrival = arrival;
        this.headNanos = properties.headTimeout().toNanos();
        this.bodyNanos = properties.bodyTimeout().toNanos();
    }

    /** Whether this client is in the middle of a request's body, and the gateway waits for the next bytes of it. To be asked on its event loop. */
    public static boolean isWaitingFor(Channel client) {
        SlowClientHandler handler = client.pipeline().get(SlowClientHandler.class);
        return handler != null && handler.reading && handler.arrival.isInBody();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        readingSince = now(context);
        startIn(headNanos, context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!reading) {
            reading = true;
            readingSince = now(context);
        }
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = false;
        silent = false;
        if (message instanceof ByteBuf bytes) {
            arrival.bytes(bytes);
        }
        boolean headHadBegun = deadline != null && !forBody && arrival.isInHead();
        context.fireChannelRead(message);
        if (!(headHadBegun && arrival.isInHead())) {
            watch(context);
        }
    }

    private void watch(ChannelHandlerContext context) {
        if (arrival.isInBody() && (deadline == null || !forBody)) {
            stop();
            forBody = true;
            startIn(bodyNanos, context);
        } else if (arrival.isInHead()) {
            stop();
            startIn(headNanos, context);
        } else if (!arrival.isInBody()) {
            stop();
        }
    }

    private void startIn(long nanos, ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        forBody = false;
    }

    private void check(ChannelHandlerContext context) {
        long left = left(context);
        if (left > 0) {
            startIn(left, context);
        } else if (silent) {
            var unused = context.close();
        } else {
            stop();
            context.fireUserEventTriggered(Refusal.TIMEOUT);
        }
    }

    private long left(ChannelHandlerContext context) {
        if (!reading) {
            return forBody ? bodyNanos : headNanos;
        }
        return forBody ? readingSince + bodyNanos - now(context) : 0;
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
