package dev.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.util.concurrent.CompletableFuture;

/**
 * Notes whether the last answer of a connection was sent to its last byte.
 *
 * <p>A client that counts the bytes may close the connection as soon as it has them all, before anybody here has seen the end
 * of the backend's answer. It has not left early.
 */
public final class SentAnswer extends ChannelDuplexHandler {

    /** Outlives the pipeline, which is taken apart as soon as the connection is closed. */
    private static final AttributeKey<SentAnswer> OF_CHANNEL = AttributeKey.valueOf(SentAnswer.class, "answer");

    private static final long UNKNOWN = Long.MAX_VALUE;

    private volatile CompletableFuture<Boolean> sent = new CompletableFuture<>();
    private boolean toHead;
    private long missing = UNKNOWN;

    SentAnswer() {}

    /** Whether the answer to the last request of this connection was sent to its last byte. */
    public static boolean isComplete(Channel channel) {
        SentAnswer answer = channel.attr(OF_CHANNEL).get();
        return answer != null && answer.sent.getNow(false);
    }

    /**
     * Completes when the answer to the last request of this connection was sent to its last byte, or can't be any more: with whether it
     * was. Whoever answers that request asks before, since another may follow at once.
     */
    public static CompletableFuture<Boolean> of(Channel channel) {
        SentAnswer answer = channel.attr(OF_CHANNEL).get();
        return answer == null ? CompletableFuture.completedFuture(true) : answer.sent;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().attr(OF_CHANNEL).set(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            sent = new CompletableFuture<>();
            toHead = request.method().equals(HttpMethod.HEAD);
            missing = UNKNOWN;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        CompletableFuture<Boolean> answer = sent;
        if (!answer.isDone() && isLast(message)) {
            var unused = context.write(message, promise.unvoid())
                    .addListener(written -> answer.complete(written.isSuccess()));
        } else {
            var unused = context.write(message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sent.complete(false);
        context.fireChannelInactive();
    }

    private boolean isLast(Object message) {
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                return false;
            }
            missing = isWithoutBody(response) ? 0 : HttpUtil.getContentLength(response, UNKNOWN);
        }
        if (missing != UNKNOWN) {
            missing -= length(message);
        }
        return missing <= 0 || message instanceof LastHttpContent;
    }

    private static int length(Object message) {
        if (message instanceof ByteBufHolder content) {
            return content.content().readableBytes();
        }
        return message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    }

    private boolean isWithoutBody(HttpResponse response) {
        return toHead
                || response.status().equals(HttpResponseStatus.NO_CONTENT)
                || response.status().equals(HttpResponseStatus.NOT_MODIFIED);
    }
}
