package dev.sluice.gateway.backend;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;

/**
 * Lets only those answers through of which everybody agrees where they end, as RFC 9112, 6 demands.
 *
 * <p>Interim answers (1xx) are left out: the client would take the first for the last, and the last would stay behind in the
 * connection, for the next client. So would the body of an answer that can't have one: after it the connection is closed.
 */
final class StrictAnswerHandler extends ChannelDuplexHandler {

    static final String NAME = "sluice.strictAnswers";

    private static final int MAJOR_VERSION = 1;

    private boolean upgradeIsAskedFor;
    private boolean interim;
    private boolean over;

    /** From here on an answer that begins has been asked for. */
    void bytesCome() {
        over = false;
    }

    /** Whether an answer has ended among the bytes that came last. */
    boolean isOver() {
        return over;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request) {
            upgradeIsAskedFor = request.headers().contains(HttpHeaderNames.UPGRADE);
            if (upgradeIsAskedFor) {
                ShortReads.on(context.channel());
            }
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            var unused = context.close();
            return;
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            fail(part, String.valueOf(part.decoderResult().cause().getMessage()));
        } else if (message instanceof HttpResponse response) {
            interim = isInterim(response);
            if (!interim) {
                objection(response).ifPresent(reason -> fail(response, reason));
                closeAfterForbiddenBody(response);
            }
        }
        boolean last = message instanceof LastHttpContent;
        if (!interim) {
            over = last && !upgradeIsAskedFor;
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (last) {
            interim = false;
            context.read();
        }
    }

    /** In one exception for all, where the parser has any that Java knows. */
    private static void fail(HttpObject part, String reason) {
        part.setDecoderResult(DecoderResult.failure(new DecoderException(reason)));
    }

    private static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    private Optional<String> objection(HttpResponse response) {
        if (response.protocolVersion().majorVersion() != MAJOR_VERSION) {
            return Optional.of("the version is " + response.protocolVersion());
        }
        if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) && !upgradeIsAskedFor) {
            return Optional.of("it switches to a protocol that nobody asked for");
        }
        List<String> codings = response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                        || (codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0)))
                ? Optional.empty()
                : Optional.of("the transfer coding is " + String.join(", ", codings));
    }

    private static void closeAfterForbiddenBody(HttpResponse response) {
        if (response.status().equals(HttpResponseStatus.NO_CONTENT)
                && (response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || HttpUtil.getContentLength(response, 0) > 0)) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
