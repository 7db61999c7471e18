package dev.sluice.admin.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.client.AdminApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document in the root of the module is the one that a gateway gives out; {@code -Dopenapi.write=true} writes it. */
class DocumentTest {

    private static final Path FILE = Path.of("openapi.yaml");

    @Test
    void theFileIsTheDocumentOfTheRunningApplication() throws IOException {
        String document = document();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(FILE, document);
        }

        assertThat(Files.readString(FILE)).isEqualTo(document);
    }

    @Test
    void settingsDoNotChangeTheDocument() {
        assertThat(document("sluice.admin.verb-paths=true", "spring.profiles.active=other"))
                .isEqualTo(document());
    }

    private static String document(String... settings) {
        try (AdminApp app = AdminApp.with(settings)) {
            HttpResponse<String> answer = app.get("/v3/api-docs.yaml");
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
