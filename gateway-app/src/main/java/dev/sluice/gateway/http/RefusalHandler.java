package dev.sluice.gateway.http;

import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.error.WrittenError;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no HTTP request in the gateway's own words, and closes the connection: after a message that could not be
 * read, nobody knows where the next one begins.
 *
 * <p>Left to itself the server would answer with an empty body, or not at all. A client takes the first answer for that to its
 * first request: so the refusal waits until those before it are answered. Whose answer has begun already is cut off instead.
 */
final class RefusalHandler extends ChannelDuplexHandler {

    private final StrictHttp rules;
    private final ErrorWriter errors;
    private final Arrival arrival;
    private final AnswersDue due;

    private @Nullable Refusal refusal;
    /** What the last request would rather have, as far as its head could be read. */
    private List<String> accept = List.of();

    private boolean inBody;
    private boolean said;

    RefusalHandler(StrictHttp rules, ErrorWriter errors, Arrival arrival, AnswersDue due) {
        this.rules = rules;
        this.errors = errors;
        this.arrival = arrival;
        this.due = due;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        due.addTo(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refusal == null && message instanceof HttpObject part) {
            judge(context, part);
        }
        if (refusal == null) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof Refusal reason)) {
            context.fireUserEventTriggered(event);
        } else if (refusal == null) {
            refuse(context, reason);
        }
    }

    /** Lets out the answers to earlier requests; once the refusal is said, nothing more. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (said) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new ClosedChannelException());
            return;
        }
        due.written(message);
        if (due.isHandedOver()) {
            arrival.endOfHttp();
        }
        var unused = context.write(message, promise);
        sayIfDue(context);
    }

    private void judge(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            accept = request.headers().getAll(HttpHeaderNames.ACCEPT);
        }
        Optional<Refusal> reason = rules.refusal(part);
        if (reason.isPresent()) {
            refuse(context, reason.get());
            return;
        }
        arrival.decoded(part);
        if (part instanceof HttpRequest) {
            due.requested();
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal reason) {
        refusal = reason;
        inBody = arrival.isInBody();
        arrival.endOfHttp();
        if (inBody && due.isNothing()) {
            var unused = context.close();
        } else {
            sayIfDue(context);
        }
    }

    private void sayIfDue(ChannelHandlerContext context) {
        if (refusal == null || said || (inBody ? !due.isLast() : !due.isNothing())) {
            return;
        }
        said = true;
        if (due.isBegun()) {
            var unused = context.close();
        } else {
            var unused = context.writeAndFlush(answer(refusal))
                    .addListener(inBody ? Goodbye.AT_ONCE : Goodbye.WHEN_IT_IS_HEARD);
        }
    }

    private FullHttpResponse answer(Refusal reason) {
        WrittenError body = errors.body(accept, reason.status(), reason.message());
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reason.status().value()),
                Unpooled.wrappedBuffer(body.bytes()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, body.type().toString())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.bytes().length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (reason.equals(Refusal.WEB_SOCKET_VERSION)) {
            WebSocketVersion.require(response.headers());
        }
        return response;
    }
}
