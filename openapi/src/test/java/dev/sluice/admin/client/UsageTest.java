package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.usage.UsageBook;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client did lately. */
class UsageTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void whatWasDecidedIsTold() {
        Client client = create("busy");
        UsageBook book = app.bean(UsageBook.class);
        book.count(client, true, 3);
        book.count(client, true, 4);
        book.count(client, false, 9);

        JsonNode usage = json(app.get("/clients/busy/usage"));

        assertThat(usage.get("client_id").asString()).isEqualTo("busy");
        assertThat(usage.get("tokens").asLong()).isEqualTo(10);
        assertThat(usage.get("capacity").asLong()).isEqualTo(10);
        assertThat(usage.get("rate_per_sec").asString()).isEqualTo("0.001");
        assertThat(usage.get("admitted").asLong()).isEqualTo(2);
        assertThat(usage.get("refused").asLong()).isEqualTo(1);
        assertThat(usage.get("spent").asLong()).isEqualTo(7);
        assertThat(Instant.parse(usage.get("last_seen").asString()))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(usage.get("minutes")).hasSize(15);
    }

    @Test
    void whoWasNotSeenHasNoTimeOfIt() {
        create("quiet");

        JsonNode usage = json(app.get("/clients/quiet/usage"));

        assertThat(usage.has("last_seen")).isFalse();
        assertThat(usage.get("minutes")).hasSize(15).allSatisfy(minute -> {
            assertThat(minute.get("admitted").asLong()).isZero();
            assertThat(minute.get("refused").asLong()).isZero();
            assertThat(minute.get("spent").asLong()).isZero();
        });
        Instant first = Instant.parse(usage.at("/minutes/0/from").asString());
        assertThat(usage.at("/minutes/14/from").asString())
                .isEqualTo(first.plus(14, ChronoUnit.MINUTES).toString());
    }

    @Test
    void whoIsCreatedAnewHasDoneNothing() {
        app.bean(UsageBook.class).count(create("again"), true, 1);
        app.delete("/clients/again");
        create("again");

        assertThat(json(app.get("/clients/again/usage")).get("admitted").asLong())
                .isZero();
    }

    @Test
    void whoIsNotThereIsNot() {
        assertThat(app.get("/clients/nobody/usage")).satisfies(error(404, "client 'nobody' does not exist"));
    }

    @Test
    void itIsReadOnly() {
        assertThat(app.post("/clients/nobody/usage", "{}").statusCode()).isEqualTo(405);
    }

    private static Client create(String id) {
        app.post("/clients", "{\"client_id\":\"" + id + "\",\"capacity\":10,\"rate_per_sec\":0.001}");
        Registration registration = app.bean(ClientRepository.class).find(id).block();
        return Objects.requireNonNull(registration).client();
    }
}
