package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Demo backends that fall and recover, seen by whoever calls them and by whoever calls the gateway. */
class OutagesIT {

    private static final int BACKENDS = 3;

    private final List<Integer> ports =
            Stream.generate(FreePort::find).limit(BACKENDS).toList();

    @Test
    void clientsSeeAHelloOrThatNobodyIsThere() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (BalancerLog log = new BalancerLog();
                Gateway gateway = Gateway.with(
                        log.fromTheStart(),
                        demo(
                                "sluice.demo.outages.enabled=true",
                                "sluice.demo.outages.min=50ms",
                                "sluice.demo.outages.max=250ms",
                                "sluice.demo.outages.seed=3",
                                "sluice.token-bucket.default-limit.capacity=1000000",
                                "sluice.load-balancer.health-check.interval=100ms",
                                "sluice.load-balancer.health-check.timeout=1s",
                                "sluice.load-balancer.health-check.path=/health"))) {
            await().until(() -> {
                answers.add(gateway.get("/"));
                return ports.stream().allMatch(port -> wentAndCameBack(log, port));
            });
        }

        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            if (answer.statusCode() == 200) {
                assertThat(answer.body()).matches("Hello from (%d|%d|%d)\n".formatted(ports.toArray()));
            } else {
                assertThat(answer).satisfies(ErrorAnswers.error(503, "Service not available"));
            }
        });
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200);
    }

    @Test
    void whoIsDownRefusesConnectionsAndComesBackOnItsPort() {
        try (Gateway gateway = Gateway.with(demo(
                "sluice.demo.outages.enabled=true",
                "sluice.demo.outages.min=100ms",
                "sluice.demo.outages.max=300ms"))) {
            assertThat(gateway.port()).isPositive();
            for (int port : ports) {
                await().until(() -> !listens(port));
                await().until(() -> listens(port));
            }
        }
    }

    @Test
    void withoutTheSettingNobodyFalls() {
        try (BalancerLog log = new BalancerLog();
                Gateway gateway = Gateway.with(log.fromTheStart(), demo())) {
            assertThat(gateway.get("/").statusCode()).isEqualTo(200);
            assertThat(log.lines("DOWN")).isEmpty();
        }
    }

    @Test
    void inHtmlTheySayHelloToBrowsers() {
        try (Gateway gateway = Gateway.with(demo("sluice.demo.html=true"))) {
            HttpResponse<String> answer = gateway.get("/");

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(answer.body()).contains("<h1>Hello from " + ports.get(0) + "</h1>");
        }
    }

    private static boolean wentAndCameBack(BalancerLog log, int port) {
        List<String> lines = log.lines("backend backends http://localhost:" + port + " is ");
        return Stream.of("DOWN", "UP").allMatch(state -> lines.stream().anyMatch(line -> line.contains(state)));
    }

    private String[] demo(String... settings) {
        String list = ports.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Stream.concat(Stream.of("spring.profiles.active=demo", "sluice.demo.ports=" + list), Stream.of(settings))
                .toArray(String[]::new);
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
