package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up who takes nothing of what waits to be sent to him: the connection is reset, by which even a client sees it that reads until
 * the end. Whoever has more for him is free again then: the backend whose answer waits, or the client of a backend that takes nothing.
 *
 * <p>All of it may take as long as it likes, if only something is taken now and then. What counts is what the operating system takes, which
 * holds up to some megabytes. It is looked at four times in the time that there is, and nothing is done for a request.
 */
public final class SlowReaderHandler extends ChannelHandlerAdapter {

    /** In the time that there is. */
    private static final int LOOKS = 4;

    /** {@code SO_LINGER}: what was not sent is thrown away, and the other side is told by RST. */
    private static final int RESET = 0;

    private final long timeoutNanos;

    private @Nullable Future<?> looking;
    private @Nullable Backlog backlog;
    private long since;

    /** With so much patience, more than 0. */
    public SlowReaderHandler(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long pause = timeoutNanos / LOOKS;
        looking = context.executor().scheduleAtFixedRate(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    private void look(ChannelHandlerContext context) {
        Backlog now = Backlog.of(context);
        if (now == null || !now.equals(backlog)) {
            backlog = now;
            since = now(context);
        } else if (now(context) - since >= timeoutNanos) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, RESET);
            var unused = context.close();
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /**
     * What waits to be sent: the same as long as nothing of it is taken, and nothing comes.
     *
     * @param next which piece is sent next: buffers are equal if their bytes are, and can't be read any more when they are sent
     * @param sent how much of it has been
     * @param bytes of all
     */
    private record Backlog(int next, long sent, long bytes) {

        /** Null if nothing waits. */
        static @Nullable Backlog of(ChannelHandlerContext context) {
            ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
            Object next = buffer == null ? null : buffer.current();
            return next == null
                    ? null
                    : new Backlog(
                            System.identityHashCode(next), buffer.currentProgress(), buffer.totalPendingWriteBytes());
        }
    }
}
