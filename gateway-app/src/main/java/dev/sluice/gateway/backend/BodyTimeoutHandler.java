package dev.sluice.gateway.backend;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks the connection to a backend that stalls in the middle of an answer.
 *
 * <p>Only the time is counted in which the gateway wants to read: as long as a client is slow to take what has come, nothing
 * is asked for, and the backend may be as slow. An event stream ({@code text/event-stream}) and a WebSocket are silent by
 * nature, and are left alone.
 *
 * <p>One timer per connection runs on from answer to answer, so that a short one costs two readings of the clock.
 */
final class BodyTimeoutHandler extends ChannelDuplexHandler {

    static final String NAME = "sluice.bodyTimeout";

    private final long timeoutNanos;
    private boolean inBody;
    private boolean asked;
    private long askedAt;
    private @Nullable Future<?> timer;

    BodyTimeoutHandler(long timeout, TimeUnit unit) {
        this.timeoutNanos = unit.toNanos(timeout);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        asked = false;
        if (message instanceof HttpResponse response) {
            inBody = isTimed(response);
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (inBody && !asked) {
            asked = true;
            askedAt = now(context);
            if (timer == null) {
                schedule(context, timeoutNanos);
            }
        }
        context.read();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static boolean isTimed(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL && (type == null || !isEventStream(type));
    }

    private static boolean isEventStream(String type) {
        String stream = HttpHeaderValues.TEXT_EVENT_STREAM.toString();
        return type.regionMatches(true, 0, stream, 0, stream.length());
    }

    private void schedule(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        timer = null;
        if (!inBody || !asked) {
            return;
        }
        if (!context.channel().config().isAutoRead()) {
            // asked, and then held back: the next question counts anew
            asked = false;
            return;
        }
        long left = timeoutNanos - (now(context) - askedAt);
        if (left > 0) {
            schedule(context, left);
            return;
        }
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        var unused = context.close();
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
