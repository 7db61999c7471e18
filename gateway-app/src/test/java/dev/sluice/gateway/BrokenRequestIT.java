package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A chunk that is none, in the middle of a body: no backend may take the half for the whole. */
class BrokenRequestIT {

    private static final String WHOLE = "whole";
    private static final String BROKEN = "broken";
    private static final String FIRST_CHUNK = "5\r\nhello\r\n";

    /** What the backend has seen, in this order: {@code hello}, and how the request ended. */
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    @AutoClose
    private static final Backend BACKEND = Backend.answering(
            (request, response) -> request.path().equals("early") ? answerEarly(request, response) : answer(request));

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND, MalformedRequests.WITHOUT_LIMITS);

    private static Mono<Void> answer(HttpServerRequest request) {
        return request.receive()
                .asString()
                .doOnNext(SEEN::add)
                .doFinally(end -> SEEN.add(end == SignalType.ON_COMPLETE ? WHOLE : BROKEN))
                .then();
    }

    private static Mono<Void> answerEarly(HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(Flux.just("early").concatWith(answer(request).then(Mono.just("late"))))
                .then();
    }

    @AfterEach
    void nothingMoreIsSeen() {
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5⏎hello⏎0⏎⏎",
                "-1⏎hello⏎0⏎⏎",
                "+5⏎hello⏎0⏎⏎",
                "5 ⏎hello⏎0⏎⏎",
                " 5⏎hello⏎0⏎⏎",
                "5 5⏎hello⏎0⏎⏎",
                "5;a␍b⏎hello⏎0⏎⏎",
                "5;a␊b⏎hello⏎0⏎⏎",
                "5␊hello⏎0⏎⏎",
                "5␍hello⏎0⏎⏎",
                ";a⏎hello⏎0⏎⏎",
                "⏎hello⏎0⏎⏎",
                "g⏎hello⏎0⏎⏎",
                "100000005⏎hello⏎0⏎⏎",
                "fffffffffffffffff5⏎hello⏎0⏎⏎",
                "4⏎hello⏎0⏎⏎",
                "5⏎hello0⏎⏎",
                "5⏎hello␊0⏎⏎",
                "0⏎X Y: z⏎⏎",
                "0⏎X: a␀⏎⏎",
                "0⏎X⏎⏎",
                "0␊␊"
            })
    void isRefusedAndBreaksTheRequestToTheBackend(String chunk) throws InterruptedException {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + FIRST_CHUNK);
            assertThat(seen()).isEqualTo("hello");

            assertThat(client.send(MalformedRequests.decoded(chunk)).readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("\r\n\r\n{\"code\":400,\"message\":\"Bad Request\"}");
        }
        assertThat(theEnd()).isEqualTo(BROKEN);
    }

    /** Nobody would find a second answer in the middle of the first. */
    @ParameterizedTest
    @ValueSource(strings = {"0x5⏎hello⏎0⏎⏎", "5⏎hello␊0⏎⏎"})
    void cutsOffAnAnswerThatHasBegun(String chunk) throws InterruptedException {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + FIRST_CHUNK);
            client.readUntil("early");
            assertThat(seen()).isEqualTo("hello");

            assertThat(client.send(MalformedRequests.decoded(chunk)).readAll())
                    .doesNotContain("late", "400", "\r\n0\r\n\r\n");
        }
        assertThat(theEnd()).isEqualTo(BROKEN);
    }

    private static String seen() throws InterruptedException {
        String seen = SEEN.poll(30, TimeUnit.SECONDS);
        return seen == null ? "nothing" : seen;
    }

    /** A chunk that was good in itself may come before it. */
    private static String theEnd() throws InterruptedException {
        String seen = seen();
        return seen.equals("hello") || seen.equals("hell") ? seen() : seen;
    }
}
