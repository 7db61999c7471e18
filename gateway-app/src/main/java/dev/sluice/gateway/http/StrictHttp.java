package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * What a request must be to go any further: everything that RFC 9112 lets a server refuse, and that two servers in a row
 * might read in two ways.
 *
 * <p>The decoder has looked at the bytes; this looks at what they say.
 */
final class StrictHttp {

    private final int maxHeaders;

    StrictHttp(int maxHeaders) {
        this.maxHeaders = maxHeaders;
    }

    /** Why this part of a request goes no further, if it doesn't. */
    Optional<Refusal> refusal(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return Optional.of(unreadable(part.decoderResult().cause()));
        }
        return part instanceof HttpRequest request ? refusal(request) : Optional.empty();
    }

    private Optional<Refusal> refusal(HttpRequest request) {
        if (isConnect(request)) {
            return Optional.of(new Refusal(HttpStatus.METHOD_NOT_ALLOWED));
        }
        if (request.headers().size() > maxHeaders) {
            return Optional.of(Refusal.TOO_MANY_HEADERS);
        }
        boolean valid = isKnown(request.protocolVersion())
                && HostHeader.isValid(request)
                && MessageFraming.isValid(request.headers())
                && RequestTarget.isValid(request);
        if (!valid) {
            return Optional.of(Refusal.BAD_REQUEST);
        }
        return WebSocketVersion.isValid(request) ? Optional.empty() : Optional.of(Refusal.WEB_SOCKET_VERSION);
    }

    /** A backend that agreed would have a tunnel on a pooled connection, and spoil the next request on it. */
    private static boolean isConnect(HttpRequest request) {
        return request.method().equals(HttpMethod.CONNECT);
    }

    /** The decoder makes these two of the very letters only (RFC 9112, 2.3), and others, equal to them, of {@code http/1.1}. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isKnown(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    private static Refusal unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(HttpStatus.URI_TOO_LONG);
        }
        return cause instanceof TooLongHttpHeaderException ? Refusal.TOO_MANY_HEADERS : Refusal.BAD_REQUEST;
    }
}
