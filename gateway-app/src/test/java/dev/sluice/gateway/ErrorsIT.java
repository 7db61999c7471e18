package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One service for each way in which a backend can fail; the first part of the path names it. */
class ErrorsIT {

    @AutoClose
    private static final RefusingBackend REFUSING = new RefusingBackend();

    @AutoClose
    private static final RefusingBackend REFUSING_TOO = new RefusingBackend();

    @AutoClose
    private static final Backend SILENT = Backend.silent();

    @AutoClose
    private static final RawBackend CLOSING = new RawBackend("");

    @AutoClose
    private static final RawBackend BREAKING_OFF_IN_THE_HEAD = new RawBackend("HTTP/1.1 200 OK\r\nContent-Le");

    @AutoClose
    private static final RawBackend SPEAKING_NO_HTTP = new RawBackend("* OK IMAP4rev1 ready\r\n\r\n");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(settings());

    @Test
    void backendsThatAllRefuseAreNotAvailable() {
        assertThat(GATEWAY.get("/refusing/")).satisfies(error(503, "Service not available"));
        assertThat(GATEWAY.get("/refusing/")).satisfies(error(503, "Service not available"));
    }

    @Test
    void aServiceWithoutInstancesIsNotAvailable() {
        assertThat(GATEWAY.get("/nobody/")).satisfies(error(503, "Service not available"));
    }

    @Test
    void aHostThatHasNoAddressIsNotAvailable() {
        assertThat(GATEWAY.get("/unknown-host/")).satisfies(error(503, "Service not available"));
    }

    @Test
    void aBackendThatDoesNotAnswerIsWaitedForNoLongerThanIsSaid() {
        assertThat(GATEWAY.get("/silent/")).satisfies(error(504, "The backend did not answer in time"));
    }

    @Test
    void aBackendThatClosesTheConnectionBrokeOff() {
        assertThat(GATEWAY.get("/closing/")).satisfies(error(502, "The backend broke off"));
    }

    @Test
    void aBackendThatClosesTheConnectionInTheMiddleOfTheHeadBrokeOff() {
        assertThat(GATEWAY.get("/head/")).satisfies(error(502, "The backend broke off"));
    }

    @Test
    void aBackendThatSpeaksSomethingElseBrokeOff() {
        assertThat(GATEWAY.get("/imap/")).satisfies(error(502, "The backend broke off"));
    }

    @Test
    void aRequestWithABodyFailsLikeOneWithout() {
        assertThat(GATEWAY.send(GATEWAY.request("/refusing/").POST(BodyPublishers.ofString("x".repeat(100_000)))))
                .satisfies(error(503, "Service not available"));
    }

    @Test
    void whoPrefersAProblemDocumentGetsOne() {
        HttpResponse<String> answer = GATEWAY.get("/refusing/", "Accept", "application/problem+json");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"Service not available\"}");
    }

    @Test
    void anAnswerToHeadHasNoBody() {
        HttpResponse<String> answer =
                GATEWAY.send(GATEWAY.request("/refusing/").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatTheActuatorAnswersWithoutABodyGetsOne() {
        assertThat(GATEWAY.get("/actuator/health/nope")).satisfies(error(404, "Not Found"));
        assertThat(GATEWAY.get("/actuator/health/nope", "Accept", "application/problem+json, */*")
                        .body())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"Not Found\"}");
        assertThat(GATEWAY.send(GATEWAY.request("/actuator/health/nope").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(GATEWAY.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private static String[] settings() {
        List<String> settings = new ArrayList<>();
        settings.add("spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms");
        service(settings, 0, "refusing", REFUSING.uri(), REFUSING_TOO.uri());
        service(settings, 1, "nobody");
        service(settings, 2, "unknown-host", "http://backend.invalid:80");
        service(settings, 3, "silent", SILENT.uri());
        service(settings, 4, "closing", CLOSING.uri());
        service(settings, 5, "head", BREAKING_OFF_IN_THE_HEAD.uri());
        service(settings, 6, "imap", SPEAKING_NO_HTTP.uri());
        return settings.toArray(String[]::new);
    }

    private static void service(List<String> settings, int index, String name, String... uris) {
        String route = "spring.cloud.gateway.server.webflux.routes[" + index + "].";
        settings.add(route + "id=" + name);
        settings.add(route + "uri=lb://" + name);
        settings.add(route + "predicates[0]=Path=/" + name + "/**");
        settings.add(route + "filters[0]=TokenBucket");
        settings.addAll(List.of(Gateway.service(name, List.of(uris))));
    }
}
