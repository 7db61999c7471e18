package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DemoIT {

    private int one;
    private int other;

    @BeforeEach
    void findFreePorts() {
        one = FreePort.find();
        other = FreePort.find();
    }

    @Test
    void twoBackendsSayHelloInTurn() throws Exception {
        try (Gateway gateway = Gateway.with("spring.profiles.active=demo", ports())) {
            List<String> answers =
                    IntStream.range(0, 4).mapToObj(i -> gateway.get("/").body()).toList();

            assertThat(answers)
                    .containsExactly(
                            "Hello from " + one + "\n",
                            "Hello from " + other + "\n",
                            "Hello from " + one + "\n",
                            "Hello from " + other + "\n");
            assertThat(gateway.get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(direct(one, "/").body()).isEqualTo("Hello from " + one + "\n");
            assertThat(direct(other, "/health").statusCode()).isEqualTo(200);
        }
        assertThat(isOpen(one)).isFalse();
    }

    @Test
    void backendsOfTheUsersOwnAreServedInsteadOfTheDemos() {
        try (Backend own = Backend.saying("own");
                Gateway gateway = Gateway.before(own, "spring.profiles.active=demo", ports())) {
            assertThat(IntStream.range(0, 4).mapToObj(i -> gateway.get("/").body()))
                    .containsOnly("own");
        }
    }

    @Test
    void aPortInUseStopsTheStartAndIsNamed(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(other, 1, InetAddress.getByName("localhost"))) {
            assertThatException().isThrownBy(() -> Gateway.with("spring.profiles.active=demo", ports()));

            assertThat(taken.isClosed()).isFalse();
            assertThat(output)
                    .contains("APPLICATION FAILED TO START", "Port " + other + " was already in use")
                    .doesNotContain("\tat ");
        }
        assertThat(isOpen(one)).isFalse();
    }

    @Test
    void withoutTheProfileThereIsNoBackend() {
        try (Gateway gateway = Gateway.with(ports())) {
            assertThat(gateway.get("/")).satisfies(ErrorAnswers.error(503, "Service not available"));
            assertThat(isOpen(one)).isFalse();
            assertThat(isOpen(other)).isFalse();
        }
    }

    private String ports() {
        return "sluice.demo.ports=" + one + "," + other;
    }

    private static HttpResponse<String> direct(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
