package dev.sluice.gateway.shutdown;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import reactor.netty.NettyPipeline;

/**
 * Makes each answer the last of its connection, once the gateway is about to stop.
 *
 * <p>A connection that is kept alive may be closed with a request on its way to it, which nobody then answers. Whoever is told
 * {@code Connection: close} sends no more on it (RFC 9112, 9.6).
 */
@ChannelHandler.Sharable
final class LastAnswers extends ChannelOutboundHandlerAdapter {

    private static final String NAME = "sluice.lastAnswers";

    private volatile boolean begun;

    /** From now on. */
    void begin() {
        begun = true;
    }

    /** Adds this to a connection, if it is one of HTTP/1.1: above what decides by the header whether to close it. */
    void addTo(Channel channel) {
        if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, this);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (begun && message instanceof HttpResponse response && isFinal(response)) {
            HttpUtil.setKeepAlive(response, false);
        }
        var unused = context.write(message, promise);
    }

    /** One after which no other follows: neither 100 nor the 101 of a WebSocket. */
    private static boolean isFinal(HttpResponse response) {
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }
}
