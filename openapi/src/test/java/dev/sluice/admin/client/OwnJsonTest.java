package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers are as documented, whatever the application has set for its own JSON. */
class OwnJsonTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with(
                "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
                "spring.jackson.default-property-inclusion=non_default");
        assertThat(app.post("/clients", "{\"client_id\":\"ann\"}").statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aClientHasItsNames() {
        JsonNode client = json(app.get("/clients/ann"));

        assertThat(client.propertyNames()).contains("client_id", "tokens", "created_at");
    }

    @Test
    void usageHasItsNamesAndItsZeros() {
        JsonNode usage = json(app.get("/clients/ann/usage"));

        assertThat(usage.propertyNames()).contains("client_id", "tokens", "admitted", "minutes");
        assertThat(usage.at("/minutes/0").propertyNames()).containsExactly("from", "admitted", "refused", "spent");
    }
}
