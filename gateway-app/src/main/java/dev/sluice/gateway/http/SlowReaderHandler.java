package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a client that takes nothing of what waits to be sent to it: the connection is reset, by which even a client sees it that reads until
 * the end. A backend whose answer waits is free again then.
 *
 * <p>An answer may take as long as it likes, if only something of it is taken now and then. What counts is what the operating system takes, which
 * holds up to some megabytes for a client. It is looked at four times in the time that a client has, by a timer that runs only while something is
 * sent: a request pays for none of it.
 */
final class SlowReaderHandler extends ChannelOutboundHandlerAdapter {

    /** In the time that a client has. */
    private static final int LOOKS = 4;

    /** {@code SO_LINGER}: what was not sent is thrown away, and the other side is told by RST. */
    private static final int RESET = 0;

    private final long timeoutNanos;

    private @Nullable Future<?> timer;
    private @Nullable Backlog backlog;
    private long since;

    SlowReaderHandler(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (timer == null) {
            lookLater(context);
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void lookLater(ChannelHandlerContext context) {
        timer = context.executor().schedule(() -> look(context), timeoutNanos / LOOKS, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        Backlog now = Backlog.of(context);
        if (now == null) {
            timer = null;
        } else if (!now.equals(backlog)) {
            since = now(context);
            lookLater(context);
        } else if (now(context) - since < timeoutNanos) {
            lookLater(context);
        } else {
            context.channel().config().setOption(ChannelOption.SO_LINGER, RESET);
            var unused = context.close();
        }
        backlog = now;
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /**
     * What waits to be sent: the same as long as nothing of it is taken, and nothing comes.
     *
     * @param next what is sent next
     * @param sent how much of it has been
     * @param bytes of all
     */
    private record Backlog(Object next, long sent, long bytes) {

        /** Null if nothing waits. */
        static @Nullable Backlog of(ChannelHandlerContext context) {
            ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
            Object next = buffer == null ? null : buffer.current();
            return next == null ? null : new Backlog(next, buffer.currentProgress(), buffer.totalPendingWriteBytes());
        }
    }
}
