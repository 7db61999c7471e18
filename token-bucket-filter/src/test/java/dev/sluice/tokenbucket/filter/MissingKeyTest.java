package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.server.MockServerWebExchange;

/** A request that carries no key. */
class MissingKeyTest {

    private final Gate gate = new Gate();

    @Test
    void passesUnlimitedWhereThatIsAllowed() {
        gate.missing(MissingKey.ALLOW).cost(1_000);

        MockServerWebExchange exchange = gate.send(Gate.get("/"));
        assertThat(gate.passed()).isEqualTo(1);
        assertThat(exchange.getResponse().getHeaders().headerNames()).isEmpty();
    }

    @Test
    void isRefusedWhereThatIsDenied() {
        gate.missing(MissingKey.DENY);

        MockServerWebExchange exchange = gate.send(Gate.get("/"));
        assertThat(gate.passed()).isZero();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo("{\"code\":400,\"message\":\"client_id is required\"}");
    }

    @Test
    void isToldEverySourceThatWouldHaveDone() {
        gate.missing(MissingKey.DENY).keys("header:X-API-Key", "query:client_id");

        assertThat(gate.send(Gate.get("/")).getResponse().getBodyAsString().block())
                .isEqualTo("{\"code\":400,\"message\":\"X-API-Key or client_id is required\"}");
    }

    @Test
    void anEmptyKeyIsMissing() {
        gate.missing(MissingKey.DENY);

        assertThat(gate.send(Gate.get("/?client_id=")).getResponse().getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void aKeyThatIsThereIsNotMissing() {
        gate.missing(MissingKey.DENY);

        gate.send(Gate.get("/?client_id=ann"));
        assertThat(gate.passed()).isEqualTo(1);
    }
}
