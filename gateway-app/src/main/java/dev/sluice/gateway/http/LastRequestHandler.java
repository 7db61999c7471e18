package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which request is to be the last of its connection (RFC 9112, sections 9.3.2 and 9.6), and keeps that from the server until its answer
 * says so, see {@link LastAnswerHandler}.
 *
 * <p>The server closes the connection after the next answer from when it has seen such a request, whoever that answer is for: requests that
 * were sent before it, and the request itself, would be lost.
 */
final class LastRequestHandler extends ChannelInboundHandlerAdapter {

    private @Nullable HttpRequest last;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (last == null && message instanceof HttpRequest request && !HttpUtil.isKeepAlive(request)) {
            last = request;
            HttpUtil.setKeepAlive(request, true);
        }
        context.fireChannelRead(message);
    }

    /** Whether nothing is to follow the answer to this request. */
    @SuppressWarnings("ReferenceEquality")
    boolean isLast(HttpRequest request) {
        return request == last;
    }
}
