package dev.sluice.benchmarks.peer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * A proxy made of Reactor Netty and nothing else: no route, no limit, no health, no fault is looked at.
 *
 * <p>A gateway on the same libraries has all of this to do, and more, so it can hardly be faster: the distance to this proxy is what
 * the gateway itself costs.
 */
public final class BareProxy {

    /** As many as Sluice has for each backend. */
    private static final int CONNECTIONS = 500;

    /** What belongs to one connection, and not to the message (RFC 9110, 7.6.1); Transfer-Encoding is Netty's own affair. */
    private static final List<AsciiString> HOP_BY_HOP = List.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.PROXY_AUTHENTICATE,
            HttpHeaderNames.PROXY_AUTHORIZATION,
            HttpHeaderNames.TE,
            HttpHeaderNames.TRAILER,
            HttpHeaderNames.UPGRADE,
            AsciiString.cached("keep-alive"));

    private final HttpClient[] backends;
    private final AtomicInteger turn = new AtomicInteger();

    private BareProxy(HttpClient... backends) {
        this.backends = backends;
    }

    /** Takes the port to listen on, then those of the backends. */
    public static void main(String[] arguments) {
        int[] ports = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        ConnectionProvider pool = ConnectionProvider.builder("backends")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(-1)
                .lifo()
                .build();
        BareProxy proxy = new BareProxy(Arrays.stream(ports)
                .skip(1)
                .mapToObj(port -> loopback(port))
                .map(address -> HttpClient.create(pool).remoteAddress(() -> address))
                .toArray(HttpClient[]::new));
        HttpServer.create()
                .bindAddress(() -> loopback(ports[0]))
                .handle(proxy::forward)
                .bindNow()
                .onDispose()
                .block();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Publisher<Void> forward(HttpServerRequest request, HttpServerResponse response) {
        return backends[Math.floorMod(turn.getAndIncrement(), backends.length)]
                .request(request.method())
                .uri(request.uri())
                .send((forwarded, outbound) -> {
                    copy(request.requestHeaders(), forwarded.requestHeaders(), HttpHeaderNames.HOST);
                    return hasBody(request) ? outbound.send(request.receive().retain()) : Mono.empty();
                })
                .response((answer, body) -> {
                    response.status(answer.status());
                    copy(answer.responseHeaders(), response.responseHeaders(), HttpHeaderNames.CONNECTION);
                    return response.send(body.retain());
                });
    }

    private static void copy(HttpHeaders from, HttpHeaders to, AsciiString except) {
        CharSequence own = to.get(except);
        to.set(from);
        HOP_BY_HOP.forEach(to::remove);
        if (own != null) {
            to.set(except, own);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
