package dev.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;

/**
 * What the next byte of a connection belongs to: told by the handlers before the decoder which bytes came, and by the one
 * behind it what they were.
 *
 * <p>Used by the thread of its connection only.
 */
final class Arrival {

    private static final long UNKNOWN = Long.MAX_VALUE;

    private enum Phase {
        BETWEEN_REQUESTS,
        HEAD,
        BODY,
        NO_HTTP
    }

    private Phase phase = Phase.BETWEEN_REQUESTS;
    private long bodyLength;

    /** Bytes are about to be decoded; empty lines before a request don't count (RFC 9112, 2.2). */
    void bytes(ByteBuf bytes) {
        if (phase == Phase.BETWEEN_REQUESTS && bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) >= 0) {
            phase = Phase.HEAD;
        } else if (phase == Phase.BODY && bodyLength != UNKNOWN) {
            bodyLength -= bytes.readableBytes();
        }
    }

    /**
     * The decoder has understood a part of a request. The last of what came before the end of HTTP may follow it: a connection
     * is handed over while the end of its request is still under way.
     */
    void decoded(HttpObject part) {
        if (!isHttp()) {
            return;
        }
        if (part instanceof HttpRequest request) {
            phase = Phase.BODY;
            bodyLength = request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                    ? HttpUtil.getContentLength(request, UNKNOWN)
                    : UNKNOWN;
        }
        if (part instanceof LastHttpContent) {
            phase = Phase.BETWEEN_REQUESTS;
        }
    }

    /** The connection has been handed over to another protocol, or nothing more is to be read from it. */
    void endOfHttp() {
        phase = Phase.NO_HTTP;
    }

    boolean isHttp() {
        return phase != Phase.NO_HTTP;
    }

    /** Whether nothing of the next request has come. */
    boolean isBetweenRequests() {
        return phase == Phase.BETWEEN_REQUESTS;
    }

    /** Whether a head has begun and is not complete. */
    boolean isInHead() {
        return phase == Phase.HEAD;
    }

    boolean isInBody() {
        return phase == Phase.BODY;
    }

    /** Whether the next bytes are of a body whose length was told beforehand. */
    boolean isInBodyOfKnownLength() {
        return phase == Phase.BODY && bodyLength != UNKNOWN;
    }

    /** How many of so many bytes are of that body. */
    int ofBody(int bytes) {
        return (int) Math.min(bytes, bodyLength);
    }
}
