package dev.sluice.tokenbucket.client;

import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as the server has received it.
 *
 * <p>By {@code server.forward-headers-strategy} another address than that of the connection may stand in the request, named by whoever
 * sent it, and the headers that named it may be gone. A request that no server has received, as in a test, is taken as it is.
 */
final class Received {

    private Received() {}

    /** The other end of the connection; null if it is not known. */
    static @Nullable SocketAddress peer(ServerHttpRequest request) {
        HttpServerRequest received = byServer(request);
        return received == null ? request.getRemoteAddress() : received.connectionRemoteAddress();
    }

    /** The lines of a header, in their order. */
    static List<String> lines(ServerHttpRequest request, String header) {
        HttpServerRequest received = byServer(request);
        return received == null
                ? request.getHeaders().getOrEmpty(header)
                : received.requestHeaders().getAll(header);
    }

    private static @Nullable HttpServerRequest byServer(ServerHttpRequest request) {
        try {
            Object received = ServerHttpRequestDecorator.getNativeRequest(request);
            return received instanceof HttpServerRequest http ? http : null;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null; // Spring's words for a request of no server
        }
    }
}
