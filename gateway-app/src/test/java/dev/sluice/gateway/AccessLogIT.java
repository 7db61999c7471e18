package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AccessLogIT {

    private static final String DURATION = " \\d+\\.\\d ms";

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> switch (request.path()) {
        case "never" -> Mono.never();
        case "endless" ->
            response.sendString(Flux.just("the first part").concatWith(Flux.never()), StandardCharsets.UTF_8);
        case "teapot" -> response.status(418).send();
        default -> response.sendString(Mono.just("ok"));
    });

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            context -> context.registerBean(UnendingAnswer.class, UnendingAnswer::new),
            Gateway.service(
                    "backends",
                    List.of(BACKEND.uri()),
                    "sluice.token-bucket.default-limit.capacity=2",
                    "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
                    "sluice.token-bucket.unknown-client=default-limit",
                    "sluice.token-bucket.trusted-proxies=127.0.0.1"));

    private final AccessLogLines lines = new AccessLogLines();

    @AfterEach
    void thereIsOneLinePerRequest() {
        lines.close();
        assertThat(lines.isEmpty()).isTrue();
    }

    @Test
    void aLineHasMethodPathClientStatusBackendAndDuration() {
        GATEWAY.get("/a/b?c=d", "X-Forwarded-For", "192.0.2.1");

        assertThat(lines.next()).matches(Pattern.quote("GET /a/b 192.0.2.1 200 " + BACKEND.authority()) + DURATION);
    }

    @Test
    void theStatusIsTheBackends() {
        GATEWAY.send(GATEWAY.request("/teapot")
                .header("X-Forwarded-For", "192.0.2.2")
                .method("DELETE", BodyPublishers.noBody()));

        assertThat(lines.next())
                .matches(Pattern.quote("DELETE /teapot 192.0.2.2 418 " + BACKEND.authority()) + DURATION);
    }

    @Test
    void aKeyIsNeverPrinted() {
        GATEWAY.get("/", "X-API-Key", "s3cr3t-header");
        String header = lines.next();
        GATEWAY.get("/?client_id=s3cr3t-query");
        String query = lines.next();
        GATEWAY.get("/again?client_id=s3cr3t-query");

        assertThat(header)
                .matches("GET / key#[0-9a-f]{8} 200 " + Pattern.quote(BACKEND.authority()) + DURATION)
                .doesNotContain("s3cr3t");
        assertThat(query).matches("GET / key#[0-9a-f]{8} 200 .*").doesNotContain("s3cr3t");
        assertThat(lines.next()).contains(query.substring(query.indexOf("key#"), query.indexOf(" 200")));
        assertThat(header).doesNotContain(query.substring(query.indexOf("key#"), query.indexOf(" 200")));
    }

    @Test
    void aRefusalHasNoBackend() {
        GATEWAY.get("/", "X-Forwarded-For", "192.0.2.3");
        GATEWAY.get("/", "X-Forwarded-For", "192.0.2.3");
        GATEWAY.get("/", "X-Forwarded-For", "192.0.2.3");

        assertThat(lines.next()).contains(" 200 ");
        assertThat(lines.next()).contains(" 200 ");
        assertThat(lines.next()).matches("GET / 192\\.0\\.2\\.3 429 -" + DURATION);
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerIsSeenToLeave() {
        int before = BACKEND.requests();
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET /never HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.4\r\n\r\n");
            await().until(() -> BACKEND.requests() > before);
        }

        assertThat(lines.next()).matches(Pattern.quote("GET /never 192.0.2.4 499 " + BACKEND.authority()) + DURATION);
    }

    @Test
    void aClientThatLeavesInTheMiddleOfTheAnswerIsSeenToLeave() {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET /endless HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.5\r\n\r\n");
            client.readUntil("the first part");
            assertThat(lines.isEmpty()).isTrue();
        }

        assertThat(lines.next()).matches(Pattern.quote("GET /endless 192.0.2.5 499 " + BACKEND.authority()) + DURATION);
    }

    /** Here the backend's end is never seen at all. */
    @Test
    void aClientThatLeavesWithEverythingItWasPromisedHasNotLeftEarly() {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET /unending HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
            client.readUntil("\r\n\r\nok");
            assertThat(lines.isEmpty()).isTrue();
        }

        assertThat(lines.next()).startsWith("GET /unending 192.0.2.7 200 ");
    }

    @Test
    void nobodyWritesALineOfHisOwn() {
        GATEWAY.get("/a%0d%0aGET%20/forged?%0a", "X-Forwarded-For", "192.0.2.6");

        assertThat(lines.next()).startsWith("GET /a%0d%0aGET%20/forged 192.0.2.6 200 ");
    }
}
