package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.SwaggerUiPage.Answer;
import dev.sluice.gateway.SwaggerUiPage.Trial;
import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Swagger UI in a browser, beside a route that takes every path. */
@Tag("browser")
class SwaggerUiBrowserIT {

    private static final String RIGHT =
            "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));

    @AutoClose
    private static final Backend BACKEND = Backend.saying("backend");

    @AutoClose
    @RegisterExtension
    private static final Browser BROWSER = Browser.start();

    @AutoClose
    private final Gateway gateway =
            Gateway.before(BACKEND, "spring.security.user.name=ops", "spring.security.user.password=s3cret");

    private final String address = "http://127.0.0.1:" + gateway.port();

    @BeforeEach
    void forgetWhatWasBefore() {
        BROWSER.requests();
        BROWSER.errors();
    }

    @AfterEach
    void noneOfItReachedABackend() {
        assertThat(BACKEND.requests()).isZero();
    }

    @Test
    void thePageShowsEveryCallAndAsksNobodyElse() {
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);

        assertThat(page.title()).startsWith("Sluice");
        assertThat(page.operations())
                .containsExactly(
                        "GET /clients",
                        "POST /clients",
                        "GET /clients/export",
                        "POST /clients/import",
                        "GET /clients/{id}",
                        "PUT /clients/{id}",
                        "DELETE /clients/{id}",
                        "PATCH /clients/{id}",
                        "POST /clients/{id}/check",
                        "POST /clients/{id}/tokens",
                        "GET /clients/{id}/usage");
        assertThat(BROWSER.errors()).isEmpty();
        assertThat(BROWSER.requests())
                .contains(address + "/v3/api-docs")
                .allMatch(request -> request.startsWith(address + "/") || request.startsWith("data:"));
    }

    @Test
    void withoutCredentialsThePageItselfSaysSo() {
        Answer answer =
                SwaggerUiPage.open(BROWSER, address).tryOut("createClient").execute();

        assertThat(answer.status()).isEqualTo("401");
        assertThat(answer.text()).contains("Credentials are required");
    }

    @Test
    void wrongCredentialsAreToldByThePageToo() {
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);
        page.authorize("ops", "guess");

        Answer answer = page.tryOut("listClients").execute();

        assertThat(answer.status()).isEqualTo("401");
        assertThat(answer.text()).contains("Credentials are wrong");
    }

    @Test
    void everyCallWorksAsThePageOffersIt() {
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);
        page.authorize("ops", "s3cret");

        Answer created = page.tryOut("createClient").execute();
        assertThat(created.status()).isEqualTo("201");
        assertThat(created.text())
                .contains("\"client_id\": \"user1\"", "\"capacity\": 30", "\"tokens\": 30", "location: /clients/user1");
        Answer listed = page.tryOut("listClients").execute();
        assertThat(listed.status()).isEqualTo("200");
        assertThat(listed.text()).contains("\"client_id\": \"user1\"");
        Answer read = page.tryOut("getClient").execute();
        assertThat(read.status()).isEqualTo("200");
        assertThat(read.text()).contains("\"client_id\": \"user1\"");
        Answer replaced = page.tryOut("replaceLimit").execute();
        assertThat(replaced.status()).isEqualTo("200");
        assertThat(replaced.text()).contains("\"capacity\": 25", "\"rate_per_sec\": 3");
        Answer exported = page.tryOut("exportClients").execute();
        assertThat(exported.status()).isEqualTo("200");
        assertThat(exported.text()).contains("Download file");
        assertThat(page.tryOut("deleteClient").execute().status()).isEqualTo("204");
        assertThat(BROWSER.errors()).isEmpty();
    }

    @Test
    void anIdOfAnyCharactersIsReadChangedAndDeleted() {
        create("teams/🦊 & co");
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);
        page.authorize("ops", "s3cret");

        Answer read = page.tryOut("getClient").with("id", "teams/🦊 & co").execute();
        assertThat(read.status()).isEqualTo("200");
        assertThat(read.request()).isEqualTo(address + "/clients/teams%2F%F0%9F%A6%8A%20%26%20co");
        assertThat(read.text()).contains("\"client_id\": \"teams/🦊 & co\"");
        Trial change = page.tryOut("changeLimit").with("id", "teams/🦊 & co").withBody("{\"capacity\": 7}");
        assertThat(change.bodyTypes()).containsExactly("application/merge-patch+json", "application/json");
        Answer changed = change.execute();
        assertThat(changed.status()).isEqualTo("200");
        assertThat(changed.text()).contains("\"capacity\": 7");
        Answer deleted = page.tryOut("deleteClient").with("id", "teams/🦊 & co").execute();
        assertThat(deleted.status()).isEqualTo("204");
        assertThat(BROWSER.errors()).isEmpty();
    }

    @Test
    void aFileOfClientsIsImported(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("clients.jsonl"), """
                {"client_id":"user1","capacity":30,"rate_per_sec":1}
                {"client_id":"user2"}
                """);
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);
        page.authorize("ops", "s3cret");

        Answer answer = page.tryOut("importClients").withFile(file).execute();

        assertThat(answer.status()).isEqualTo("200");
        assertThat(answer.text()).contains("\"created\": 2", "\"failed\": 0");
    }

    @Test
    void whatIsWrongWithABodyIsShown() {
        SwaggerUiPage page = SwaggerUiPage.open(BROWSER, address);
        page.authorize("ops", "s3cret");

        Answer answer = page.tryOut("createClient")
                .withBody("{\"client_id\": \"user1\", \"capacity\": \"abc\"}")
                .execute();

        assertThat(answer.status()).isEqualTo("400");
        assertThat(answer.text()).contains("capacity must be a whole number from 1 to 1000000000");
    }

    @Test
    void inTheDemoNobodyHasToSignIn() throws IOException {
        try (Gateway demo =
                Gateway.before(BACKEND, "spring.profiles.active=demo", "sluice.demo.ports=" + FreePort.find())) {
            Answer created = SwaggerUiPage.open(BROWSER, "http://localhost:" + demo.port())
                    .tryOut("createClient")
                    .execute();

            assertThat(created.status()).isEqualTo("201");
            assertThat(created.text()).contains("\"client_id\": \"user1\"");
        }
    }

    private void create(String id) {
        HttpResponse<String> answer = gateway.send(gateway.request("/clients")
                .header("Authorization", RIGHT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_id\": \"" + id + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(201);
    }
}
