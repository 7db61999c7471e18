package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that has waited too long for its next request.
 *
 * <p>It waits from when its last answer was sent to the last byte, until the first byte of the next request; for a request that is slow to
 * arrive, see {@link SlowClientHandler}. One timer per connection runs on from request to request, which costs each a reading of the clock. The
 * server's own watch adds a handler after each answer and takes it away at the next request.
 */
final class IdleConnectionHandler extends ChannelOutboundHandlerAdapter {

    private final Arrival arrival;
    private final AnswersDue due;
    private final long timeoutNanos;

    private boolean sending;
    private long since;
    private @Nullable Future<?> timer;

    IdleConnectionHandler(Arrival arrival, AnswersDue due, Duration timeout) {
        this.arrival = arrival;
        this.due = due;
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        since = now(context);
        startIn(timeoutNanos, context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (due.isNothing()) {
            sending = true;
            var unused = context.write(message, promise.unvoid()).addListener(written -> sent(context));
        } else {
            var unused = context.write(message, promise);
        }
    }

    private void sent(ChannelHandlerContext context) {
        sending = false;
        since = now(context);
    }

    private void startIn(long nanos, ChannelHandlerContext context) {
        timer = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        if (sending || !due.isNothing() || !arrival.isBetweenRequests()) {
            since = now(context);
        }
        long left = since + timeoutNanos - now(context);
        if (left > 0) {
            startIn(left, context);
        } else {
            var unused = context.close();
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
