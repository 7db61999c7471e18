package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log is written on a thread of its own; a stop writes what is left, so that the output is whole after it. */
@ExtendWith(OutputCaptureExtension.class)
class AccessLogOnConsoleIT {

    private static final int REQUESTS = 50;

    @Test
    void everyLineIsWrittenOnceBeforeTheGatewayHasStopped(CapturedOutput output) {
        try (Backend backend = Backend.saying("ok")) {
            try (Gateway gateway = Gateway.before(backend)) {
                gateway.statusesOf(REQUESTS, "/some/path");
            }

            assertThat(output.getOut().lines().filter(line -> line.contains("GET /some/path 127.0.0.1 200")))
                    .hasSize(REQUESTS);
        }
    }

    @Test
    void nothingIsWrittenWhereItIsTurnedOff(CapturedOutput output) {
        try (Backend backend = Backend.saying("ok")) {
            try (Gateway gateway = Gateway.before(backend, "sluice.access-log.enabled=false")) {
                gateway.get("/some/path");
            }

            assertThat(output).contains("Netty started on port").doesNotContain("/some/path");
        }
    }
}
