package dev.sluice.gateway.http;

import dev.sluice.tokenbucket.error.ErrorWriter;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;
import org.springframework.http.HttpStatus;

/**
 * Answers what is no HTTP request in the gateway's own words, and closes the connection: after a message that could not be
 * read, nobody knows where the next one begins.
 *
 * <p>Left to itself the server would answer with an empty body.
 */
final class MalformedRequestHandler extends ChannelDuplexHandler {

    static final String NAME = "sluice.malformedRequests";

    private final ErrorWriter errors;
    private boolean answering;
    private boolean refused;

    MalformedRequestHandler(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!refused && message instanceof HttpObject part && isMalformed(part)) {
            refused = true;
            refuse(context, part);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Notes whether an answer is on its way; once the request is refused, nobody else's is let out. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new ClosedChannelException());
            return;
        }
        answering = !(message instanceof LastHttpContent) && (answering || message instanceof HttpResponse);
        var unused = context.write(message, promise);
    }

    private void refuse(ChannelHandlerContext context, HttpObject part) {
        if (answering) {
            var unused = context.close();
            return;
        }
        HttpStatus status = status(part);
        byte[] body = errors.json(status, status.getReasonPhrase());
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status.value()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean isMalformed(HttpObject part) {
        return part.decoderResult().isFailure()
                || (part instanceof HttpRequest request && (isConnect(request) || !isUri(request.uri())));
    }

    /** A backend that agreed would have a tunnel on a pooled connection, and spoil the next request on it. */
    private static boolean isConnect(HttpRequest request) {
        return request.method().equals(HttpMethod.CONNECT);
    }

    private static boolean isUri(String target) {
        try {
            new URI(target.startsWith("/") ? "http://any" + target : target);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static HttpStatus status(HttpObject part) {
        Throwable cause = part.decoderResult().cause();
        if (cause == null && part instanceof HttpRequest request && isConnect(request)) {
            return HttpStatus.METHOD_NOT_ALLOWED;
        }
        if (cause instanceof TooLongHttpLineException) {
            return HttpStatus.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpStatus.BAD_REQUEST;
    }
}
