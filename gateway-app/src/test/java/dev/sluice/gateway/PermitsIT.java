package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** In flight on an instance is what it was sent and what has not ended: to the last byte, or with the client's leave. */
class PermitsIT {

    private static final int LEAVERS = 60;
    private static final String HEAD = " HTTP/1.1\r\nHost: a\r\n";

    private static final Sinks.Many<String> BODY = Sinks.many().unicast().onBackpressureBuffer();

    @AutoClose
    private static final Backend BACKEND = Backend.answering(PermitsIT::answer);

    @AutoClose
    private static final Gateway GATEWAY =
            Gateway.before(BACKEND, "sluice.token-bucket.default-limit.capacity=1000000");

    private final Instances instances = new Instances(GATEWAY);
    private final int before = BACKEND.requests();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(RawClient::close);
    }

    @Test
    void aRequestIsInFlightFromItsHeadToTheLastByteOfTheAnswer() {
        RawClient client = connect().send("GET /body" + HEAD + "\r\n");
        await().until(() -> taken() == 1);
        assertThat(instances.inFlight()).containsExactly(1);

        BODY.tryEmitNext("half").orThrow();
        client.readUntil("half");
        assertThat(instances.inFlight()).containsExactly(1);

        BODY.tryEmitNext("whole").orThrow();
        client.readUntil("whole");
        assertThat(instances.inFlight()).containsExactly(1);

        BODY.tryEmitComplete().orThrow();
        client.readUntil("\r\n0\r\n\r\n");
        instances.awaitRest();
    }

    @Test
    void anAnswerThatSpeaksOfAServerErrorEndsItAsWell() {
        assertThat(GATEWAY.get("/500").statusCode()).isEqualTo(500);

        instances.awaitRest();
    }

    @Test
    void clientsWhoLeaveBeforeTheHeadOfTheAnswerLeaveNothingBehind() {
        connect(LEAVERS).forEach(client -> client.send("GET /silence" + HEAD + "\r\n"));
        instances.awaitInFlight(LEAVERS);

        clients.forEach(RawClient::close);

        instances.awaitRest();
    }

    @Test
    void clientsWhoLeaveInTheMiddleOfTheBodyLeaveNothingBehind() {
        connect(LEAVERS).forEach(client -> client.send("GET /stream" + HEAD + "\r\n"));
        clients.forEach(client -> client.readUntil("half"));
        assertThat(instances.inFlight()).containsExactly(LEAVERS);

        clients.forEach(RawClient::close);

        instances.awaitRest();
    }

    @Test
    void clientsWhoLeaveInTheMiddleOfTheirOwnBodyLeaveNothingBehind() {
        connect(LEAVERS).forEach(client -> client.send("POST /upload" + HEAD + "Content-Length: 100\r\n\r\nhalf"));
        instances.awaitInFlight(LEAVERS);
        await().until(() -> taken() == LEAVERS);

        clients.forEach(RawClient::close);

        instances.awaitRest();
    }

    @Test
    void clientsWhoLeaveAsSoonAsTheyHaveAskedLeaveNothingBehind() {
        for (int i = 0; i < LEAVERS; i++) {
            connect()
                    .send("GET /" + (i % 2 == 0 ? "stream" : "silence") + HEAD + "\r\n")
                    .close();
        }
        assertThat(GATEWAY.get("/").body()).isEqualTo("ok");

        instances.awaitRest();
    }

    @Test
    void requestsInARowOnOneConnectionAreCountedOneByOne() {
        RawClient client = connect().send(("GET /" + HEAD + "\r\n").repeat(3));
        for (int i = 0; i < 3; i++) {
            client.readUntil("\r\n\r\nok");
        }

        instances.awaitRest();
        assertThat(taken()).isEqualTo(3);
    }

    private int taken() {
        return BACKEND.requests() - before;
    }

    private RawClient connect() {
        RawClient client = new RawClient(GATEWAY.port());
        clients.add(client);
        return client;
    }

    private List<RawClient> connect(int number) {
        return Stream.generate(this::connect).limit(number).toList();
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/500" -> response.status(500).send();
            case "/silence" -> Mono.never();
            case "/stream" -> response.sendString(Flux.just("half").concatWith(Flux.never()));
            case "/body" -> response.sendString(BODY.asFlux());
            case "/upload" ->
                request.receive().then(response.sendString(Mono.just("whole")).then());
            default -> response.sendString(Mono.just("ok"));
        };
    }
}
