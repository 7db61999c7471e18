package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What is more than one request and one answer, or too big for a table. */
class ConversationsIT {

    private static final Row PLAIN = Row.of("Plain").sends("GET {}/");
    private static final Row BALANCED = Row.of("Balanced").uri("lb://both").sends("GET {}/");

    private static final Row CACHED = Row.of("Cached")
            .filter("LocalResponseCache=10m,1MB")
            .answered("200 OK", "Cache-Control: max-age=60", "Vary: X-Language", "ETag: \"1\"")
            .sends("GET {}/", "X-Language: en")
            .sends("GET {}/", "X-Language: de")
            .sends("GET {}/", "X-Language: en", "Cache-Control: no-store")
            .sends("POST {}/", "X-Language: en", "Content-Length: 0");

    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            Stream.concat(
                            Stream.of(PLAIN, BALANCED, CACHED),
                            Stream.of("a", "b").map(ConversationsIT::weighted))
                    .toList(),
            "spring.cloud.gateway.server.webflux.filter.local-response-cache.enabled=true",
            "spring.cloud.gateway.server.webflux.global-filter.local-response-cache.enabled=false");

    private static final int MEGABYTE = 1 << 20;
    private static final int REQUESTS = 200;

    private static Row weighted(String group) {
        return Row.of("Weight " + group)
                .predicate("Weight=" + group + ", 8")
                .filter("AddResponseHeader=X-Chosen, often")
                .route("-seldom")
                .predicate("Weight=" + group + ", 2")
                .filter("AddResponseHeader=X-Chosen, seldom")
                .sends("GET {}/");
    }

    static Stream<Named<ConfigurableApplicationContext>> both() {
        return Stream.of(Named.of("ours", GATEWAYS.ours()), Named.of("stock", GATEWAYS.stock()));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("both")
    void weightsShareTheRequestsOfTheirGroup(ConfigurableApplicationContext gateway) {
        for (String group : List.of("a", "b")) {
            List<String> chosen = answers(gateway, weighted(group))
                    .flatMap(answer -> answer.values("X-Chosen"))
                    .toList();

            // A share of 160 on average, with a standard deviation below 6: this fails once in millions.
            assertThat(chosen).hasSize(REQUESTS);
            assertThat(chosen.stream().filter("often"::equals).count()).isBetween(130L, 190L);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("both")
    void instancesTakeTurns(ConfigurableApplicationContext gateway) {
        assertThat(answers(gateway, BALANCED)).hasSize(REQUESTS);

        assertThat(GATEWAYS.backends().requests().stream()
                        .collect(Collectors.groupingBy(
                                request -> request.start()
                                        .substring(0, request.start().indexOf(' ')),
                                Collectors.counting()))
                        .values())
                .containsExactly(REQUESTS / 2L, REQUESTS / 2L);
    }

    private static Stream<Message> answers(ConfigurableApplicationContext gateway, Row row) {
        GATEWAYS.backends().answer(List.of(Row.HELLO));
        List<Message> answers = IntStream.range(0, REQUESTS)
                .mapToObj(i -> GATEWAYS.send(gateway, row.requests().get(0)))
                .toList();
        return answers.stream();
    }

    /** The answer is kept after the client has got it: so the first request may be one of several. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("both")
    void whatIsInTheCacheIsAnsweredWithoutTheBackend(ConfigurableApplicationContext gateway) {
        Awaitility.await().until(() -> answerOfTheCache(gateway, 0).isPresent());

        assertThat(answerOfTheCache(gateway, 0)).hasValueSatisfying(answer -> {
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers()).contains("ETag: \"1\"", "Vary: X-Language");
            assertThat(answer.values("Cache-Control")).allMatch(value -> value.matches("max-age=(600|5\\d\\d)"));
        });
        for (int other = 1; other < CACHED.requests().size(); other++) {
            assertThat(answerOfTheCache(gateway, other)).isEmpty();
        }
    }

    private static Optional<Message> answerOfTheCache(ConfigurableApplicationContext gateway, int request) {
        GATEWAYS.backends().answer(CACHED.answers());
        Message answer = GATEWAYS.send(gateway, CACHED.requests().get(request));
        return GATEWAYS.backends().requests().isEmpty() ? Optional.of(answer) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: " + MEGABYTE, "Transfer-Encoding: chunked"})
    void bigBodiesPassBothWays(String framing) {
        String body = new Random(1)
                .ints(MEGABYTE, 0, 256)
                .collect(StringBuilder::new, (text, next) -> text.append((char) next), StringBuilder::append)
                .toString();
        Row row = PLAIN.answered(Message.of("HTTP/1.1 200 OK", framing).with(body));
        Message request = Message.of("POST /plain/ HTTP/1.1", "Host: www.example.org", framing)
                .with(body);

        both().map(Named::getPayload).forEach(gateway -> {
            GATEWAYS.backends().answer(row.answers());
            Message answer = GATEWAYS.send(gateway, request);

            assertThat(GATEWAYS.backends().requests().get(0).body().equals(body))
                    .isTrue();
            assertThat(answer.body().equals(body)).isTrue();
            assertThat(answer.headers()).anyMatch(framing::equalsIgnoreCase);
        });
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() {
        assertThat(both().map(Named::getPayload)
                        .map(ConversationsIT::withExpectation)
                        .distinct())
                .singleElement()
                .asString()
                .startsWith("HTTP/1.1 100 Continue")
                .contains("HTTP/1.1 200 OK", "| asked first");
    }

    private static String withExpectation(ConfigurableApplicationContext gateway) {
        GATEWAYS.backends().answer(List.of(Row.HELLO));
        Message request = Message.of(
                        "POST /plain/ HTTP/1.1", "Host: www.example.org", "Expect: 100-continue", "Content-Length: 11")
                .with("asked first");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), BothGateways.port(gateway))) {
            socket.setSoTimeout(Client.TIMEOUT_MILLIS);
            MessageReader reader = new MessageReader(socket.getInputStream());
            socket.getOutputStream().write(request.head().getBytes(StandardCharsets.ISO_8859_1));
            Message interim = reader.answer(false);
            socket.getOutputStream().write(request.body().getBytes(StandardCharsets.ISO_8859_1));
            return "" + interim + reader.answer(true) + GATEWAYS.backends().requests();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
