package dev.sluice.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Answers clients that speak HTTP/1.0 in a way that they understand.
 *
 * <p>One that asks for it may send its next request on the same connection; it has to be told that it may, or it waits for the
 * end of the connection while the server waits for the next request (RFC 9112, 9.3 and C.2.2). Chunks it can't read: the end
 * of such an answer is the end of the connection (RFC 9112, 6.1).
 */
final class Http10Handler extends ChannelDuplexHandler {

    private boolean old;
    private boolean keepAlive;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
            keepAlive = old && HttpUtil.isKeepAlive(request);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (old && message instanceof HttpResponse response) {
            adapt(response);
        }
        var unused = context.write(message, promise);
    }

    private void adapt(HttpResponse response) {
        HttpHeaders headers = response.headers();
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        if (keepAlive && !headers.contains(HttpHeaderNames.CONNECTION)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }
}
