package dev.sluice.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A real HTTP server on a free port that counts its requests. */
final class Backend implements AutoCloseable {

    /** Not the gateway's own threads: those end with it. */
    private static final LoopResources THREADS = LoopResources.create("backend", 2, true);

    private final AtomicInteger requests = new AtomicInteger();
    private final DisposableServer server;

    private Backend(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        this.server = HttpServer.create()
                .runOn(THREADS)
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    requests.incrementAndGet();
                    return answer.apply(request, response);
                })
                .bindNow();
    }

    static Backend answering(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        return new Backend(answer);
    }

    static Backend saying(String text) {
        return new Backend((request, response) -> response.sendString(Mono.just(text)));
    }

    /** Takes every request and never answers one. */
    static Backend silent() {
        return new Backend((request, response) -> Mono.never());
    }

    String authority() {
        return "127.0.0.1:" + server.port();
    }

    String uri() {
        return "http://" + authority();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
