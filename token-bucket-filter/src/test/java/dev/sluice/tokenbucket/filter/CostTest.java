package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {

    private final Gate gate = new Gate().with(Gate.client("ann", 100));

    @Test
    void aRequestTakesWhatTheRouteCosts() {
        gate.cost(10);

        assertThat(remaining()).isEqualTo("\"default\";r=90;t=10");
        assertThat(remaining()).isEqualTo("\"default\";r=80;t=20");
    }

    @Test
    void routesOfDifferentCostSpendFromOneBucket() {
        gate.cost(99);
        assertThat(remaining()).contains("r=1;");

        gate.cost(1);
        assertThat(remaining()).contains("r=0;");
        assertThat(remaining()).contains("r=0;");
        assertThat(gate.passed()).isEqualTo(2);
    }

    private String remaining() {
        return gate.send(Gate.get("/?client_id=ann"))
                .getResponse()
                .getHeaders()
                .getOrEmpty("RateLimit")
                .get(0);
    }
}
