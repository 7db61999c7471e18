package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.documentation.Markdown;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway starts with each configuration that the documentation shows, and does what the page says of it. */
class DocumentedConfigurationIT {

    @TempDir
    Path directory;

    /** In one gateway, which is quick, and enough to have a wrong key or value refused; the others have a test of their own. */
    @Test
    void allThatShowAFewSettingsAreAccepted() throws IOException {
        String[] settings = Markdown.in("docs").stream()
                .filter(page -> !page.file().startsWith("docs/migrating"))
                .flatMap(page -> page.blocks("yaml").stream())
                .toArray(String[]::new);
        try (Backend backend = Backend.saying("hello");
                Gateway gateway = start(backend, settings)) {
            assertThat(gateway.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void afterRequestRateLimiterEachKeyHasItsBucketAndNobodyGoesWithoutOne() throws IOException {
        try (Backend backend = Backend.saying("hello");
                Gateway gateway = start(backend, only("docs/migrating/from-request-rate-limiter.md"))) {
            assertThat(limit(gateway.get("/api/a", "X-API-Key", "one"))).isEqualTo("q=20;w=2 r=19");
            assertThat(limit(gateway.get("/api/a", "X-API-Key", "two"))).isEqualTo("q=20;w=2 r=19");
            assertThat(gateway.get("/api/a").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void afterBucket4jEachKeyHasItsBucketAndWhoHasNoneIsNotLimited() throws IOException {
        try (Backend backend = Backend.saying("hello");
                Gateway gateway = start(backend, only("docs/migrating/from-bucket4j.md"))) {
            assertThat(limit(gateway.get("/api/a", "X-API-Key", "one"))).isEqualTo("q=30;w=60 r=29");
            assertThat(limit(gateway.get("/api/a", "X-API-Key", "two"))).isEqualTo("q=30;w=60 r=29");
            assertThat(gateway.get("/api/a"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                    .satisfies(answer ->
                            assertThat(answer.headers().firstValue("RateLimit")).isEmpty());
        }
    }

    @Test
    void afterNginxTheBurstIsOneMore() throws IOException {
        try (Backend backend = Backend.saying("hello");
                Gateway gateway = start(backend, only("docs/migrating/from-nginx-limit-req.md"))) {
            assertThat(limit(gateway.get("/?client_id=one"))).isEqualTo("q=101;w=21 r=100");
            assertThat(gateway.get("/").headers().firstValue("RateLimit")).isEmpty();
        }
    }

    private static String only(String page) {
        List<String> blocks = Markdown.read(page).blocks("yaml");
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private Gateway start(Backend backend, String... configurations) throws IOException {
        List<String> files = new ArrayList<>();
        for (String configuration : configurations) {
            Path file = directory.resolve("documented-" + files.size() + ".yml");
            files.add("file:" + Files.writeString(file, configuration));
        }
        return Gateway.with(Stream.concat(
                        Stream.of("spring.config.additional-location=" + String.join(",", files)),
                        Stream.of("backends", "api")
                                .flatMap(service -> Stream.of(Gateway.service(service, List.of(backend.uri())))))
                .toArray(String[]::new));
    }

    private static String limit(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Stream.of("RateLimit-Policy", "RateLimit")
                .map(name -> answer.headers().firstValue(name).orElseThrow())
                .map(value -> value.replace("\"default\";", "").replaceAll(";t=.*", ""))
                .reduce((policy, rest) -> policy + " " + rest)
                .orElseThrow();
    }
}
