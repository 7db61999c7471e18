package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/** A request that costs more than its bucket holds. */
class RefusalTest {

    private static final String ANN = "/?client_id=ann";

    private final Gate gate = new Gate().with(Gate.client("ann", 10));

    @Test
    void isAnswered429() {
        gate.cost(6);
        gate.send(Gate.get(ANN));

        MockServerHttpResponse response = gate.send(Gate.get(ANN)).getResponse();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("2");
        assertThat(response.getHeaders().getFirst("RateLimit")).isEqualTo("\"default\";r=4;t=6");
        assertThat(response.getBodyAsString().block()).isEqualTo("{\"code\":429,\"message\":\"Rate limit exceeded\"}");
    }

    @Test
    void neverReachesTheBackend() {
        gate.cost(6);
        gate.send(Gate.get(ANN));
        gate.send(Gate.get(ANN));

        assertThat(gate.passed()).isEqualTo(1);
    }

    @Test
    void passesAfterTheTimeItIsTold() {
        gate.cost(6);
        gate.send(Gate.get(ANN));
        gate.advance(Duration.ofSeconds(2).minusNanos(1));
        gate.send(Gate.get(ANN));
        assertThat(gate.passed()).isEqualTo(1);

        gate.advance(Duration.ofNanos(1));
        gate.send(Gate.get(ANN));
        assertThat(gate.passed()).isEqualTo(2);
    }

    @Test
    void isNotToldToComeBackIfItCanNeverPass() {
        gate.cost(11);

        MockServerHttpResponse response = gate.send(Gate.get(ANN)).getResponse();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(response.getHeaders().headerNames()).doesNotContain("Retry-After");
    }

    @Test
    void hasNoBodyForHead() {
        gate.cost(11);

        MockServerHttpResponse response =
                gate.send(Gate.request(HttpMethod.HEAD, ANN, Gate.HOME)).getResponse();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(response.getHeaders().getContentLength()).isEqualTo(44);
        assertThat(response.getBodyAsString().block()).isEmpty();
    }

    @Test
    void isAProblemDocumentForWhoWantsOne() {
        gate.cost(11);

        MockServerHttpResponse response = gate.send(Gate.get(ANN).accept(MediaType.APPLICATION_PROBLEM_JSON))
                .getResponse();
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(response.getBodyAsString().block())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,"
                        + "\"detail\":\"Rate limit exceeded\"}");
    }

    @Test
    void takesNothing() {
        gate.cost(6);
        gate.send(Gate.get(ANN));
        gate.send(Gate.get(ANN));

        gate.cost(4);
        gate.send(Gate.get(ANN));
        assertThat(gate.passed()).isEqualTo(2);
    }

    @Test
    void aRequestThatPassesIsTheBackendsToAnswer() {
        MockServerHttpResponse response = gate.send(Gate.get(ANN)).getResponse();

        assertThat(gate.passed()).isEqualTo(1);
        assertThat(response.getStatusCode()).isNull();
        assertThat(response.getHeaders().getFirst("RateLimit-Policy")).isEqualTo("\"default\";q=10;w=10");
        assertThat(response.getHeaders().getFirst("RateLimit")).isEqualTo("\"default\";r=9;t=1");
        assertThat(response.getBodyAsString().block()).isEmpty();
    }
}
