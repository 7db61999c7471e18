package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.documentation.Markdown;
import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two configurations of {@code docs/migrating/from-nginx-limit-req.md} let the same through. */
@Tag("nginx")
class NginxIT {

    private static final Markdown PAGE = Markdown.read("docs/migrating/from-nginx-limit-req.md");

    private static final int REQUESTS = 300;
    private static final int BURST = 101;
    private static final double RATE = 5;

    @TempDir
    Path directory;

    @Test
    void aBurstIsCutAtTheSamePlace() throws Exception {
        try (Backend backend = Backend.saying("hello")) {
            int port = FreePort.find();
            Process nginx = nginx(port, backend);
            try {
                holdsTheLaw(port);
            } finally {
                nginx.destroy();
                nginx.waitFor();
            }
            Path file = Files.writeString(
                    directory.resolve("sluice.yml"), PAGE.blocks("yaml").get(0));
            try (Gateway gateway = Gateway.before(backend, "spring.config.additional-location=file:" + file)) {
                holdsTheLaw(gateway.port());
            }
        }
    }

    private static void holdsTheLaw(int port) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/?client_id=one"))
                .build();
        long start = System.nanoTime();
        List<CompletableFuture<Integer>> answers = IntStream.range(0, REQUESTS)
                .mapToObj(i ->
                        client.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode()))
                .toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);

        assertThat(statuses).containsOnly(200, 429);
        assertThat(statuses.stream().filter(status -> status == 200).count())
                .isBetween((long) BURST, (long) (BURST + RATE * seconds));
    }

    /** NGINX with the page's lines, once it listens. */
    private Process nginx(int port, Backend backend) throws IOException, InterruptedException {
        String lines = PAGE.blocks("nginx")
                .get(0)
                .replace("listen 8080", "listen 127.0.0.1:" + port)
                .replace("127.0.0.1:9001", backend.authority());
        Path file = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                """ + lines + "}\n");
        Process nginx = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", file.toString())
                .inheritIO()
                .start();
        while (nginx.isAlive() && !Files.exists(directory.resolve("nginx.pid"))) {
            Thread.onSpinWait();
        }
        assertThat(nginx.isAlive()).isTrue();
        return nginx;
    }
}
