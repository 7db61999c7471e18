package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Swagger UI beside a route that takes every path. */
class SwaggerUiIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @AutoClose
    private static final Backend BACKEND = Backend.saying("backend");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND);

    @AfterEach
    void noneOfItReachedABackend() {
        assertThat(BACKEND.requests()).isZero();
    }

    @Test
    void everythingThatThePageRefersToIsThereAndFromHere() {
        HttpResponse<String> redirect = GATEWAY.get("/swagger-ui.html");
        assertThat(redirect.statusCode()).isEqualTo(302);
        URI page = URI.create(redirect.headers().firstValue("Location").orElseThrow());

        HttpResponse<String> html = GATEWAY.get(page.getPath());
        List<String> references = REFERENCE
                .matcher(html.body())
                .results()
                .map(reference -> reference.group(1))
                .toList();

        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(references).hasSizeGreaterThanOrEqualTo(5).allSatisfy(reference -> {
            assertThat(reference).doesNotContain("//");
            HttpResponse<String> file = GATEWAY.get(page.resolve(reference).getPath());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.body()).isNotEmpty();
        });
    }

    @Test
    void noOtherSiteMayShowItInAFrame() {
        assertThat(GATEWAY.get("/swagger-ui/index.html").headers().map())
                .containsEntry("content-security-policy", List.of("frame-ancestors 'none'"))
                .containsEntry("x-frame-options", List.of("DENY"));
    }

    @Test
    void scriptsAndStylesHaveTheirTypes() {
        assertThat(type("/swagger-ui/swagger-ui-bundle.js")).startsWith("text/javascript");
        assertThat(type("/swagger-ui/swagger-ui.css")).startsWith("text/css");
    }

    @Test
    void theInitializerLeadsToTheDocumentOfThisGateway() {
        String initializer = GATEWAY.get("/swagger-ui/swagger-initializer.js").body();

        assertThat(initializer)
                .contains("\"configUrl\" : \"/v3/api-docs/swagger-config\"")
                .doesNotContain("petstore");
        JsonNode configuration = JsonMapper.shared()
                .readTree(GATEWAY.get("/v3/api-docs/swagger-config").body());
        assertThat(configuration.get("url").asString()).isEqualTo("/v3/api-docs");
        JsonNode document =
                JsonMapper.shared().readTree(GATEWAY.get("/v3/api-docs").body());
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.get("info").get("title").asString()).isEqualTo("Sluice");
        assertThat(document.get("paths").propertyNames()).allMatch(path -> path.startsWith("/clients"));
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThat(GATEWAY.get("/swagger-ui/nothing.js")).satisfies(ErrorAnswers.error(404, "Not Found"));
    }

    private static String type(String path) {
        return GATEWAY.get(path).headers().firstValue("Content-Type").orElseThrow();
    }
}
