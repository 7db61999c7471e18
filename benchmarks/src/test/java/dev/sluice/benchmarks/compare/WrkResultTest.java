package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkResultTest {

    @Test
    void theLineOfTheScriptIsFoundAmongWhatWrkItselfPrints() {
        WrkResult result = WrkResult.parse("""
                Running 10s test @ http://127.0.0.1:28111
                  2 threads and 64 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                  200000 requests in 10.00s, 40.00MB read
                Requests/sec:  20000.00
                RESULT requests=200000 micros=10000000 p50=2900 p99=14750 status=3 connect=1 read=2 write=4 timeout=8
                """);

        assertThat(result).isEqualTo(new WrkResult(200_000, 10, 2.9, 14.75, 3, 15));
        assertThat(result.perSecond()).isEqualTo(20_000);
    }

    @Test
    void withoutTheLineThereIsNoResult() {
        assertThatThrownBy(() -> WrkResult.parse("unable to connect to 127.0.0.1:28111 Connection refused\n"))
                .isInstanceOf(ComplaintException.class)
                .hasMessageContaining("Connection refused");
    }
}
