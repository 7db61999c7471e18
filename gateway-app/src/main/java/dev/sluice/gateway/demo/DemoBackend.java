package dev.sluice.gateway.demo;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A small HTTP server on this machine: {@code /} says hello from its port, {@code /health} says that all is well. */
final class DemoBackend {

    private final int port;
    private final HttpServer server;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable DisposableServer listener;

    DemoBackend(int port, Greeting greeting) {
        this.port = port;
        this.server = HttpServer.create()
                .host("localhost")
                .port(port)
                .doOnConnection(connection -> connections.add(connection.channel()))
                .route(routes -> routes.get(
                                "/health",
                                (request, response) -> response.header("Content-Type", "application/json")
                                        .sendString(Mono.just("{\"status\":\"UP\"}")))
                        .route(
                                request -> true,
                                (request, response) -> response.header("Content-Type", greeting.contentType())
                                        .sendString(Mono.just(greeting.from(port)))));
    }

    int port() {
        return port;
    }

    /**
     * Listens on its port, unless it does already.
     *
     * @throws PortInUseException if somebody else listens there
     */
    synchronized void start() {
        if (listener == null) {
            try {
                listener = server.bindNow();
            } catch (ChannelBindException e) {
                throw new PortInUseException(port, e);
            }
        }
    }

    /** Ends as a process that is killed: nobody listens any more, and whatever is under way is cut off. */
    synchronized void stop() {
        if (listener != null) {
            listener.disposeNow();
            listener = null;
            connections.close().awaitUninterruptibly();
        }
    }
}
