package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example does what its README says. */
class ExamplesIT {

    private static final String DATABASE = "postgres://sluice:secret@localhost:5432/sluice";

    private static final String CLUSTER = "cluster";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("ofOneGateway")
    void keepsItsWord(String example) {
        try (Walk walk = walk(example)) {
            walk.without("ab");
        }
    }

    /** Its jar is there when the whole has been built. */
    @Test
    void aGatewayOfYourOwnDoesWhatItsPageSays() {
        assumeThat(Place.ROOT.resolve("examples/your-own-gateway/target/your-own-gateway.jar"))
                .exists();

        try (Walk walk = Walk.through("examples/your-own-gateway/README.md", directory)) {
            walk.toTheEnd();
        }
    }

    @Tag("ab")
    @ParameterizedTest
    @CsvSource({"api-key-or-address, 50, 5", "postgres, 100, 5"})
    void keepsItsWordAndTheLawUnderLoad(String example, int capacity, double rate) {
        try (Walk walk = walk(example)) {
            String ab = walk.toTheEnd().outputOf("ab");
            double seconds = number(ab, "Time taken for tests: +([\\d.]+)");
            double admitted = number(ab, "Complete requests: +(\\d+)") - number(ab, "Non-2xx responses: +(\\d+)");

            // The seconds are rounded.
            assertThat(admitted).as(ab).isBetween(capacity * 1.0, capacity + Math.floor(rate * (seconds + 0.0005)));
        }
    }

    private static double number(String ab, String pattern) {
        Matcher number = Pattern.compile(pattern).matcher(ab);
        assertThat(number.find()).as(ab).isTrue();
        return Double.parseDouble(number.group(1));
    }

    @Test
    void thereAreSix() throws IOException {
        assertThat(examples())
                .containsExactlyInAnyOrder(
                        "api-key-or-address",
                        CLUSTER,
                        "environment",
                        "postgres",
                        "query-client",
                        "unreliable-backends");
    }

    /** Its servers are stopped on the way, so that no other test may use them. */
    @Test
    void severalGatewaysShareTheirLimitsAsTheirPageSays() {
        try (PostgresServer postgres = PostgresServer.start();
                RedisServer redis = RedisServer.start();
                Walk walk = Walk.through("examples/" + CLUSTER + "/README.md", directory)) {
            walk.where(DATABASE, postgres.newDatabase())
                    .where("redis://localhost:6379", "redis://localhost:" + redis.port())
                    .instead("docker run ", () -> {})
                    .instead("docker stop sluice-postgres", postgres::stop)
                    .instead("docker start sluice-postgres", postgres::restart)
                    .instead("docker stop sluice-redis", redis::stop)
                    .instead("docker start sluice-redis", redis::restart)
                    .instead("docker rm ", () -> {})
                    .toTheEnd();
        }
    }

    private Walk walk(String example) {
        return Walk.through("examples/" + example + "/README.md", directory)
                .where(DATABASE, PostgresServer.shared().newDatabase());
    }

    /** Those that need no more than a database. */
    static List<String> ofOneGateway() throws IOException {
        return examples().stream().filter(example -> !example.equals(CLUSTER)).toList();
    }

    /** Those that the gateway itself runs. */
    static List<String> examples() throws IOException {
        try (Stream<Path> examples = Files.list(Place.ROOT.resolve("examples"))) {
            return examples.filter(example -> Files.exists(example.resolve("application.yml")))
                    .map(example -> example.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
