package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.socket.server.WebSocketService;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A client has a WebSocket when a backend has agreed to it, and of what is sent on it the gateway keeps next to nothing. */
class WebSocketBackendsIT {

    private static final String HANDSHAKE = " HTTP/1.1\r\n"
            + String.join(
                    "\r\n",
                    "Host: a",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "\r\n");

    /** Messages of 125 bytes, masked by zeros. */
    private static final String MORE_THAN_BUFFERS_HOLD = ("\u0082\u00fd\0\0\0\0" + "x".repeat(125)).repeat(400_000);

    /** Masked by zeros, as a browser's {@code close()} says it. */
    private static final String CLOSE_WITHOUT_STATUS = "\u0088\u0080\0\0\0\0";

    /** The only copy, so that all other memory is the gateway's. */
    private static final ByteBuf LARGE =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(60_000).writeZero(60_000));

    private static final Duration LONGER_THAN_A_BACKEND_HAS = Duration.ofSeconds(3);
    private static final int READERS = 20;

    /** What is being read, what is being written, and what the library cuts such pieces from. */
    private static final long MOST_OF_EACH = 1_500_000;

    private static final AtomicLong SENT = new AtomicLong();
    private static final BlockingQueue<WebSocketCloseStatus> CLOSED = new LinkedBlockingQueue<>();

    @AutoClose
    private static final RefusingBackend NOBODY = new RefusingBackend();

    @AutoClose
    private static final Backend BACKEND = Backend.answering(WebSocketBackendsIT::answer);

    @AutoClose
    private static final Gateway GATEWAY = gateway(List.of(NOBODY.uri(), BACKEND.uri()));

    private final List<RawClient> clients = new ArrayList<>();

    private static Gateway gateway(List<String> backends) {
        return Gateway.with(settings(backends, Duration.ofSeconds(10)));
    }

    private static String[] settings(List<String> backends, Duration patience) {
        return Gateway.service(
                "backends",
                backends,
                "spring.cloud.gateway.server.webflux.routes[0].id=silence",
                "spring.cloud.gateway.server.webflux.routes[0].uri=lb://backends",
                "spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/silence",
                "spring.cloud.gateway.server.webflux.routes[0].metadata.response-timeout=300",
                "spring.cloud.gateway.server.webflux.routes[0].filters[0]=Failover",
                "spring.cloud.gateway.server.webflux.routes[1].id=backends",
                "spring.cloud.gateway.server.webflux.routes[1].uri=lb://backends",
                "spring.cloud.gateway.server.webflux.routes[1].predicates[0]=Path=/**",
                "spring.cloud.gateway.server.webflux.routes[1].filters[0]=Failover",
                "sluice.load-balancer.health-check.enabled=false",
                "sluice.load-balancer.ejection.failures=0",
                "sluice.http.client.send-timeout=1s",
                "spring.cloud.gateway.server.webflux.httpclient.response-timeout=" + patience.toMillis() + "ms");
    }

    @AfterEach
    void close() {
        clients.forEach(RawClient::close);
        new Instances(GATEWAY).awaitRest();
    }

    @RepeatedTest(4)
    void whereOneBackendIsNotThereAnotherIsAsked() {
        assertThat(ask("/echo").readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void whereNoneIsThereIsNoWebSocket() {
        try (Gateway alone = gateway(List.of(NOBODY.uri()));
                RawClient client = new RawClient(alone.port())) {
            assertThat(client.send("GET /echo" + HANDSHAKE).readUntil("}"))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("{\"code\":503,\"message\":\"Service not available\"}");
        }
    }

    @Test
    void whatABackendHasAgainstItPasses() {
        assertThat(ask("/403").readUntil("\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .containsIgnoringCase("\r\nWWW-Authenticate: Basic realm=\"a\"\r\n")
                .containsIgnoringCase("\r\nContent-Length: 0\r\n");
    }

    @Test
    void aBackendThatDoesNotAnswerIsNotWaitedForForEver() {
        assertThat(ask("/silence").readUntil("}")).startsWith("HTTP/1.1 504 ").contains("\"code\":504");
    }

    @Test
    void onceABackendHasAgreedItsTimeIsNotCountedAnyMore() {
        try (Gateway busy = Gateway.with(
                        context -> context.getBeanFactory().addBeanPostProcessor(new LateWord()),
                        settings(List.of(BACKEND.uri()), Duration.ofSeconds(2)));
                RawClient client = new RawClient(busy.port())) {
            assertThat(client.send("GET /echo" + HANDSHAKE).readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 ");
            assertThat(client.isSilentFor(LONGER_THAN_A_BACKEND_HAS)).isTrue();
        }
    }

    /** That the client has been told is known only later. */
    private static final class LateWord implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof WebSocketService service
                    ? (WebSocketService) (exchange, handler) -> service.handleRequest(exchange, handler)
                            .then(Mono.delay(LONGER_THAN_A_BACKEND_HAS))
                            .then()
                    : bean;
        }
    }

    @Test
    void whatIsNoHandshakeIsRefusedAndNoBackendHearsOfIt() {
        int before = BACKEND.requests();
        assertThat(ask("/echo", HANDSHAKE.replaceFirst("Sec-WebSocket-Key.*\r\n", ""))
                        .readUntil("}"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(BACKEND.requests()).isEqualTo(before);
    }

    @Test
    void aClientThatClosesSaysSoToTheBackend() throws Exception {
        RawClient client = ask("/close");
        client.readUntil("\r\n\r\n");
        client.send(CLOSE_WITHOUT_STATUS);

        assertThat(CLOSED.poll(10, TimeUnit.SECONDS)).isEqualTo(WebSocketCloseStatus.NORMAL_CLOSURE);
    }

    @Test
    void aClientThatIsGoneIsGoneForTheBackendToo() throws Exception {
        RawClient client = ask("/close");
        client.readUntil("\r\n\r\n");
        client.close();

        assertThat(CLOSED.poll(10, TimeUnit.SECONDS)).isEqualTo(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
    }

    @Test
    void whatClientsDontTakeIsNotReadEither() {
        long before = memory();
        for (int i = 0; i < READERS; i++) {
            ask("/flood").readUntil("\r\n\r\n");
        }
        AtomicLong atLastLook = new AtomicLong();
        await().during(Duration.ofSeconds(1)).until(() -> atLastLook.getAndSet(SENT.get()) == SENT.get());

        assertThat(memory() - before).isLessThan(READERS * MOST_OF_EACH);
    }

    @Test
    @Timeout(30)
    void aBackendThatTakesNothingIsGivenUp() {
        RawClient client = ask("/deaf");
        client.readUntil("\r\n\r\n");

        assertThatThrownBy(() -> client.send(MORE_THAN_BUFFERS_HOLD)).isInstanceOf(UncheckedIOException.class);
    }

    private static long memory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private RawClient ask(String target) {
        return ask(target, HANDSHAKE);
    }

    private RawClient ask(String target, String handshake) {
        RawClient client = new RawClient(GATEWAY.port());
        clients.add(client);
        return client.send("GET " + target + handshake);
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/403" ->
                response.status(403)
                        .header("WWW-Authenticate", "Basic realm=\"a\"")
                        .sendString(Mono.just("no"));
            case "/silence" -> Mono.never();
            case "/deaf" -> response.sendWebsocket((in, out) -> Mono.never());
            case "/flood" -> response.sendWebsocket((in, out) -> out.sendObject(flood()));
            case "/close" ->
                response.sendWebsocket((in, out) -> {
                    var unused = in.receiveCloseStatus().subscribe(CLOSED::add);
                    return out.send(in.receive().retain());
                });
            default -> response.sendWebsocket((in, out) -> out.send(in.receive().retain()));
        };
    }

    private static Flux<BinaryWebSocketFrame> flood() {
        return Flux.generate(frames -> {
            SENT.incrementAndGet();
            frames.next(new BinaryWebSocketFrame(LARGE.duplicate()));
        });
    }
}
