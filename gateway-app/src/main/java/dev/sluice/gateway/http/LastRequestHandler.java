package dev.sluice.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Holds back a request that asks to be the last of its connection until those before it are answered (RFC 9112, sections 9.3.2 and 9.6).
 *
 * <p>The server closes the connection after the next answer from when it has seen such a request, whoever that answer is for: requests that
 * were sent before it, and the request itself, would be lost.
 */
final class LastRequestHandler extends ChannelDuplexHandler {

    private final AnswersDue due = new AnswersDue();
    private final Queue<Object> held = new ArrayDeque<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!held.isEmpty() || isLastTooEarly(message)) {
            held.add(message);
        } else {
            pass(context, message);
        }
    }

    private boolean isLastTooEarly(Object message) {
        return message instanceof HttpRequest request && !due.isNothing() && !HttpUtil.isKeepAlive(request);
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            due.requested();
        }
        context.fireChannelRead(message);
    }

    /** Lets the last request go on when the answer before it has gone through here, but not before the server knows that too. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        due.written(message);
        var unused = context.write(message, promise);
        if (!held.isEmpty() && due.isNothing()) {
            context.executor().execute(() -> passHeld(context));
        }
    }

    private void passHeld(ChannelHandlerContext context) {
        while (!held.isEmpty()) {
            pass(context, held.remove());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
