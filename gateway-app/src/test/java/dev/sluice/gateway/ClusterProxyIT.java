package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.observability.Monitoring;
import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NGINX with the settings that are shipped for the profile {@code cluster} of the compose file. */
@Tag("nginx")
class ClusterProxyIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int TIMEOUT_SECONDS = 30;
    private static final int REQUESTS = 30;

    /** More than what NGINX takes by default, a megabyte. */
    private static final int LARGE = 2_000_000;

    @TempDir
    Path directory;

    @Test
    void asksThreeGatewaysInTurn() throws Exception {
        int port = FreePort.find();
        try (Backend first = Backend.saying("first");
                Backend second = Backend.saying("second");
                Backend third = Backend.saying("third")) {
            Process nginx = nginx(port, first.authority(), second.authority(), third.authority());
            try {
                List<String> answers = answers(port);

                for (String gateway : List.of("first", "second", "third")) {
                    assertThat(Collections.frequency(answers, gateway)).isEqualTo(REQUESTS / 3);
                }
                assertThat(answer(port, LARGE).statusCode()).isEqualTo(200);
            } finally {
                end(nginx);
            }
        }
    }

    @Test
    void goesOnWithoutOneOfThem() throws Exception {
        int port = FreePort.find();
        try (Backend first = Backend.saying("first");
                Backend second = Backend.saying("second")) {
            Process nginx = nginx(port, first.authority(), second.authority(), "127.0.0.1:" + FreePort.find());
            try {
                assertThat(answers(port)).containsOnly("first", "second");
            } finally {
                end(nginx);
            }
        }
    }

    /** Nobody refuses its connections, and nobody takes them: a machine that is gone, or a container that was killed. */
    @Test
    void doesNotWaitForOneThatIsGone() throws Exception {
        int port = FreePort.find();
        try (Backend first = Backend.saying("first");
                Backend second = Backend.saying("second");
                UnreachableBackend third = new UnreachableBackend()) {
            Process nginx = nginx(port, first.authority(), second.authority(), third.authority());
            try {
                assertThat(answers(port)).containsOnly("first", "second");
            } finally {
                end(nginx);
            }
        }
    }

    /** To some requests, once it listens. */
    private static List<String> answers(int port) throws IOException, InterruptedException {
        await().atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> answer(port, 0).statusCode() == 200);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(answer(port, 0).body());
        }
        return answers;
    }

    private static HttpResponse<String> answer(int port, int bytes) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(TIMEOUT_SECONDS));
        return CLIENT.send(
                bytes == 0
                        ? request.build()
                        : request.POST(BodyPublishers.ofByteArray(new byte[bytes]))
                                .build(),
                BodyHandlers.ofString());
    }

    private static void end(Process nginx) throws InterruptedException {
        nginx.destroy();
        nginx.waitFor();
    }

    private Process nginx(int port, String first, String second, String third) throws IOException {
        String settings = Monitoring.text(Monitoring.ROOT.resolve("deploy/nginx/nginx.conf"))
                .replace("listen 8090", "listen 127.0.0.1:" + port)
                .replace("gateway:8080", first)
                .replace("gateway-2:8080", second)
                .replace("gateway-3:8080", third)
                // Places that belong to whoever runs the tests.
                .replace("http {", """
                        daemon off;
                        pid nginx.pid;
                        error_log stderr;
                        http {
                          client_body_temp_path body;
                          proxy_temp_path proxy;
                          fastcgi_temp_path fastcgi;
                          uwsgi_temp_path uwsgi;
                          scgi_temp_path scgi;
                        """);
        Path file = Files.writeString(directory.resolve("nginx.conf"), settings);
        return new ProcessBuilder("nginx", "-p", directory.toString(), "-c", file.toString())
                .inheritIO()
                .start();
    }
}
