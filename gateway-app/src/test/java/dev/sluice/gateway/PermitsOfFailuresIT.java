package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A request that fails, or is tried more than once, or is none any more, is in flight on one instance at a time and none after. */
class PermitsOfFailuresIT {

    private static final int ROUNDS = 10;

    @AutoClose
    private static final Backend BACKEND = Backend.answering(PermitsOfFailuresIT::answer);

    @AutoClose
    private static final FaultProxy A = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final FaultProxy B = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(A.uri(), B.uri()),
            "sluice.token-bucket.default-limit.capacity=1000000",
            "sluice.load-balancer.health-check.enabled=false",
            "sluice.load-balancer.ejection.failures=0",
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms",
            "spring.cloud.gateway.server.webflux.routes[0].id=websocket",
            "spring.cloud.gateway.server.webflux.routes[0].uri=lb:ws://backends",
            "spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/ws",
            "spring.cloud.gateway.server.webflux.routes[0].metadata.response-timeout=30000",
            "spring.cloud.gateway.server.webflux.routes[1].id=retry",
            "spring.cloud.gateway.server.webflux.routes[1].uri=lb://backends",
            "spring.cloud.gateway.server.webflux.routes[1].predicates[0]=Path=/retry/**",
            "spring.cloud.gateway.server.webflux.routes[1].filters[0]=Retry=2",
            "spring.cloud.gateway.server.webflux.routes[2].id=backends",
            "spring.cloud.gateway.server.webflux.routes[2].uri=lb://backends",
            "spring.cloud.gateway.server.webflux.routes[2].predicates[0]=Path=/**",
            "spring.cloud.gateway.server.webflux.routes[2].filters[0]=Failover"));

    private final Instances instances = new Instances(GATEWAY);
    private final List<Integer> samples = new ArrayList<>();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final Thread sampler = Background.start(() -> {
        while (enough.getCount() > 0) {
            samples.addAll(instances.inFlight());
            Thread.sleep(1);
        }
    });

    @AfterEach
    void nothingIsInFlightAndNeverWasLessThanNothing() throws Exception {
        instances.awaitRest();
        enough.countDown();
        sampler.join();
        assertThat(samples).allMatch(count -> count >= 0);
        Stream.of(A, B).forEach(proxy -> proxy.open().always(Fault.none()));
    }

    @Test
    void whenEverybodyRefuses() {
        Stream.of(A, B).forEach(FaultProxy::refuse);
        Stream.of(A, B).forEach(FaultProxy::resetAll);

        assertThat(GATEWAY.statusesOf(ROUNDS, "/")).containsOnly(503);
        assertThat(GATEWAY.statusesOf(ROUNDS, "/retry/")).containsOnly(503);
    }

    @Test
    void whenOneRefusesAndTheOtherAnswers() {
        A.refuse().resetAll();

        assertThat(GATEWAY.statusesOf(ROUNDS, "/")).containsOnly(200);
        assertThat(GATEWAY.statusesOf(ROUNDS, "/retry/")).containsOnly(200);
    }

    @Test
    void whenNobodyAnswersInTime() {
        assertThat(GATEWAY.statusesOf(ROUNDS, "/silence")).containsOnly(504);
        assertThat(GATEWAY.statusesOf(ROUNDS, "/retry/silence")).containsOnly(504);
    }

    @Test
    void whenTheConnectionBreaksBeforeTheAnswer() {
        Stream.of(A, B).forEach(proxy -> proxy.always(Fault.taking(1).then(Fault.reset())));
        Stream.of(A, B).forEach(FaultProxy::resetAll);

        assertThat(GATEWAY.statusesOf(ROUNDS, "/")).containsOnly(502);
        assertThat(GATEWAY.statusesOf(ROUNDS, "/retry/")).containsOnly(502);
        assertThat(GATEWAY.send(GATEWAY.request("/").POST(BodyPublishers.ofString("body")))
                        .statusCode())
                .isEqualTo(502);
    }

    @Test
    void whenTheConnectionBreaksWithinTheAnswer() {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
        Stream.of(A, B).forEach(proxy -> proxy.always(Fault.saying(half).then(Fault.reset())));
        Stream.of(A, B).forEach(FaultProxy::resetAll);

        for (int i = 0; i < ROUNDS; i++) {
            assertThat(GATEWAY.begin(i % 2 == 0 ? "/" : "/retry/")
                            .handle((answer, failure) -> failure == null ? answer.statusCode() : 0))
                    .succeedsWithin(java.time.Duration.ofSeconds(10))
                    .isIn(0, 502);
        }
    }

    @Test
    void whenAServerErrorIsRetried() {
        assertThat(GATEWAY.statusesOf(ROUNDS, "/retry/500")).containsOnly(500);
    }

    @Test
    void aWebSocketIsInFlightUntilItIsClosed() {
        WebSocket socket = webSocket();
        instances.awaitTotal(1);

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

        instances.awaitRest();
    }

    @Test
    void aWebSocketIsInFlightUntilItBreaks() {
        WebSocket ofTheClient = webSocket();
        instances.awaitTotal(1);
        ofTheClient.abort();
        instances.awaitRest();

        webSocket();
        instances.awaitTotal(1);
        Stream.of(A, B).forEach(FaultProxy::resetAll);
        instances.awaitRest();
    }

    private static WebSocket webSocket() {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + GATEWAY.port() + "/ws"), new WebSocket.Listener() {})
                .join();
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/ws" ->
                response.sendWebsocket((in, out) -> out.send(in.receive().retain()));
            case "/retry/500" -> response.status(500).send();
            case "/silence", "/retry/silence" -> Mono.never();
            default -> response.sendString(Mono.just("ok"));
        };
    }
}
