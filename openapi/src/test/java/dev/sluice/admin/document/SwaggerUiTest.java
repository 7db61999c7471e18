package dev.sluice.admin.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.client.AdminApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of Swagger UI is told; how it then behaves is seen in a browser. */
class SwaggerUiTest {

    @Test
    void itsCallsAreMadeWithoutTheBrowsersOwnCredentials() {
        try (AdminApp app = AdminApp.with()) {
            assertThat(app.get("/swagger-ui/swagger-initializer.js").body())
                    .containsOnlyOnce("request.credentials = \"omit\"")
                    .contains("\"configUrl\" : \"/v3/api-docs/swagger-config\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"springdoc.swagger-ui.enabled=false", "springdoc.api-docs.enabled=false"})
    void itCanBeSwitchedOff(String setting) {
        try (AdminApp app = AdminApp.with(setting)) {
            assertThat(app.get("/swagger-ui/index.html").statusCode()).isEqualTo(404);
        }
    }
}
