package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;

/**
 * How a request says where its body ends: by a length, or by {@code Transfer-Encoding: chunked} alone (RFC 9112, 6).
 *
 * <p>Other codings are allowed by the RFC before the last one, {@code chunked}; this gateway knows none, and would forward what
 * it can't read. Two lines, or a length beside it, are how requests are smuggled past a server (RFC 9112, 11.2). A length that
 * is no number, two of them, or a coding in HTTP/1.0 are refused by the decoder already.
 */
final class MessageFraming {

    private MessageFraming() {}

    static boolean isValid(HttpHeaders headers) {
        Iterator<String> codings = headers.valueStringIterator(HttpHeaderNames.TRANSFER_ENCODING);
        return !codings.hasNext()
                || (HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next())
                        && !codings.hasNext()
                        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH));
    }
}
