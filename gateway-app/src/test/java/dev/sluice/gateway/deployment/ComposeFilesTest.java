package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The compose files are what Compose understands, and fit the gateway and each other. */
class ComposeFilesTest {

    private static final KnownVariables KNOWN = new KnownVariables();

    private static final String LEDGER = "SLUICE_TOKENBUCKET_LEDGER";

    /** A server that NGINX spreads over. */
    private static final Pattern SERVER = Pattern.compile("(?m)^ *server (\\S+);$");

    /** That of the schema, which has besides the {@code id} of older ones. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft201909())
            .keyword(new NonValidationKeyword("id"))
            .build();

    static Stream<ComposeFile> files() {
        return Stream.of(ComposeFile.ROOT, ComposeFile.QUERY_CLIENT);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWhatComposeUnderstands(ComposeFile file) throws IOException {
        assertThat(errors(file.content())).isEmpty();
    }

    @Test
    void aKeyThatDoesNotExistIsFound() throws IOException {
        JsonNode compose = ComposeFile.ROOT.content();
        ((ObjectNode) compose.at("/services/gateway")).put("stop_grace_perid", "45s");

        assertThat(errors(compose)).anyMatch(error -> error.toString().contains("stop_grace_perid"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void variablesAreThoseThatTheGatewayReads(ComposeFile file) {
        assertThat(file.environment().keySet()).isNotEmpty().allMatch(KNOWN::contains);
    }

    @Test
    void aVariableThatTheGatewayDoesNotReadIsFound() {
        assertThat(KNOWN.contains("SLUICE_LOADBALANCER_SERVICES_BACKENDS_STRATEGY"))
                .isTrue();
        assertThat(KNOWN.contains("SLUICE_LOADBALANCER_HEALTH_CHECK_PATH")).isFalse();
        assertThat(KNOWN.contains("DATABASE")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theImageIsBuiltHereAndOthersArePinned(ComposeFile file) {
        for (JsonNode service : file.services()) {
            String image = service.path("image").asString();
            if (service.has("build")) {
                assertThat(image).isEqualTo(Images.OURS);
                assertThat(file.resolve(service.at("/build/context").asString()))
                        .isEqualTo(Repository.ROOT);
                assertThat(service.at("/build/dockerfile").asString()).isEqualTo("docker/Dockerfile");
            } else {
                assertThat(image).matches(Images.PINNED);
            }
        }
    }

    @Test
    void theDatabaseIsTheSameEverywhere() {
        assertThat(ComposeFile.QUERY_CLIENT.service("postgres")).isEqualTo(ComposeFile.ROOT.service("postgres"));
    }

    @Test
    void thePortIsThatOfTheSettings() {
        assertThat(ComposeFile.ROOT.variable("PORT")).isEqualTo(Settings.with().get("server.port"));
        assertThat(ComposeFile.QUERY_CLIENT.variable("PORT"))
                .isEqualTo(
                        Settings.with("examples/query-client/application.yml").get("server.port"));
    }

    /** The passwords are known to everybody. */
    @ParameterizedTest
    @MethodSource("files")
    void whatIsPublishedIsReachableFromThisMachineOnly(ComposeFile file) {
        String port = file.variable("PORT");

        for (JsonNode service : file.services()) {
            for (JsonNode published : service.path("ports")) {
                assertThat(published.asString()).matches("127\\.0\\.0\\.1:(\\d+):\\1");
            }
        }
        assertThat(file.gateway().at("/ports/0").asString()).isEqualTo("127.0.0.1:" + port + ":" + port);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theGatewaysDatabaseIsTheOneThatIsMade(ComposeFile file) {
        URI database = URI.create(file.variable("DATABASE_URL"));
        JsonNode made = file.service(database.getHost()).path("environment");

        assertThat(database.getUserInfo())
                .isEqualTo(made.path("POSTGRES_USER").asString() + ":"
                        + made.path("POSTGRES_PASSWORD").asString());
        assertThat(database.getPath()).isEqualTo("/" + made.path("POSTGRES_DB").asString());
    }

    @Test
    void backendsAreServicesThatAreStartedBefore() {
        JsonNode before = ComposeFile.ROOT.gateway().path("depends_on");

        assertThat(Arrays.stream(ComposeFile.ROOT.variable("BACKENDS").split(",", -1)))
                .hasSize(2)
                .allMatch(backend -> before.has(URI.create(backend).getHost()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWaitedForUntilItIsHealthyHasAHealthCheck(ComposeFile file) {
        for (JsonNode service : file.services()) {
            service.path("depends_on").properties().forEach(other -> {
                JsonNode awaited = file.service(other.getKey());
                assertThat(awaited.has("healthcheck") || awaited.has("build"))
                        .as(other.toString())
                        .isEqualTo(other.getValue().path("condition").asString().equals("service_healthy"));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsMountedIsThere(ComposeFile file) {
        JsonNode named = file.content().path("volumes");

        for (JsonNode service : file.services()) {
            for (String volume : ComposeFile.volumes(service)) {
                String source = volume.substring(0, volume.indexOf(':'));
                assertThat(source.startsWith(".") ? Files.exists(file.resolve(source)) : named.has(source))
                        .as(volume)
                        .isTrue();
            }
        }
    }

    @Test
    void theScenariosSettingsAreMountedWhereTheGatewayLooksForThem() throws IOException {
        String directory = Dockerfile.read(Repository.path("docker/Dockerfile")).directory();

        assertThat(ComposeFile.volumes(ComposeFile.QUERY_CLIENT.gateway()))
                .containsExactly("./application.yml:" + directory + "/config/application.yml:ro");
    }

    /** One that decides alone is the default, and of the others all share. */
    @Test
    void theGatewaysOfTheClusterDifferInTheirLedgerAlone() {
        Map<String, String> first = ComposeFile.ROOT.environment();
        Map<String, String> sharing = new HashMap<>(first);
        sharing.put(LEDGER, "redis");

        assertThat(first).containsEntry(LEDGER, "local");
        assertThat(ComposeFile.ROOT.environment("gateway-2")).isEqualTo(sharing);
        assertThat(ComposeFile.ROOT.environment("gateway-3")).isEqualTo(sharing);
        assertThat(Repository.text("docker-compose.yml"))
                .contains("# " + LEDGER + "=redis docker compose --profile cluster up --build");
        assertThat(Repository.text("Makefile")).contains("\t" + LEDGER + "=redis docker compose --profile cluster up ");
    }

    @Test
    void theGatewaysOfTheClusterFindTheirBank() {
        JsonNode bank = ComposeFile.ROOT.service(ComposeFile.ROOT.variable("SPRING_DATA_REDIS_HOST"));

        assertThat(bank.path("image").asString()).startsWith("redis:");
        assertThat(bank.path("profiles").path(0).asString()).isEqualTo("cluster");
    }

    @Test
    void onlyWhatTheClusterNeedsIsInItsProfile() {
        assertThat(ComposeFile.ROOT.inProfile("cluster"))
                .containsExactlyInAnyOrder("gateway-2", "gateway-3", "nginx", "redis");
    }

    /** It knows the names and ports of all three, and listens where it is published. */
    @Test
    void nginxSpreadsOverTheThree() {
        JsonNode nginx = ComposeFile.ROOT.service("nginx");
        String settings = Repository.text("deploy/nginx/nginx.conf");
        String port = ComposeFile.ROOT.variable("PORT");

        assertThat(ComposeFile.volumes(nginx)).containsExactly("./deploy/nginx/nginx.conf:/etc/nginx/nginx.conf:ro");
        assertThat(SERVER.matcher(settings).results().map(server -> server.group(1)))
                .containsExactlyElementsOf(ComposeFile.GATEWAYS.stream()
                        .map(gateway -> gateway + ":" + port)
                        .toList());
        assertThat(settings)
                .contains("listen " + nginx.at("/ports/0").asString().replaceFirst(".*:", "") + ";");
        assertThat(nginx.path("depends_on").propertyNames()).containsExactlyElementsOf(ComposeFile.GATEWAYS);
    }

    /** Prometheus reads beside its settings what they name, and knows the gateway's name, port and password. */
    @Test
    void prometheusFindsTheGatewayAndItsOwnFiles() {
        JsonNode settings = Repository.yaml("deploy/prometheus/prometheus.yml");
        JsonNode job = settings.at("/scrape_configs/0");
        JsonNode prometheus = ComposeFile.ROOT.service("prometheus");

        assertThat(job.at("/static_configs/0/targets/0").asString())
                .isEqualTo("gateway:" + ComposeFile.ROOT.variable("PORT"));
        assertThat(job.at("/basic_auth/username").asString())
                .isEqualTo(ComposeFile.ROOT.variable("SPRING_SECURITY_USER_NAME"));
        assertThat(prometheus.at("/environment/GATEWAY_PASSWORD"))
                .isEqualTo(ComposeFile.ROOT.gateway().at("/environment/SPRING_SECURITY_USER_PASSWORD"));
        assertThat(prometheus.at("/command/0").asString())
                .contains("> /etc/prometheus/"
                        + job.at("/basic_auth/password_file").asString() + " ")
                .contains("--config.file=/etc/prometheus/prometheus.yml");
        assertThat(Stream.concat(
                        Stream.of("prometheus.yml"),
                        settings.path("rule_files").valueStream().map(JsonNode::asString)))
                .allSatisfy(name -> assertThat(ComposeFile.volumes(prometheus))
                        .contains("./deploy/prometheus/" + name + ":/etc/prometheus/" + name + ":ro"));
    }

    @Test
    void grafanaFindsPrometheusAndTheDashboards() {
        String dashboards = Repository.yaml("deploy/grafana/provisioning/dashboards/sluice.yml")
                .at("/providers/0/options/path")
                .asString();
        URI source = URI.create(Repository.yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
                .at("/datasources/0/url")
                .asString());

        assertThat(ComposeFile.volumes(ComposeFile.ROOT.service("grafana")))
                .contains(
                        "./deploy/grafana/provisioning:/etc/grafana/provisioning:ro",
                        "./deploy/grafana/dashboards:" + dashboards + ":ro");
        assertThat(ComposeFile.ROOT.service(source.getHost()).at("/ports/0").asString())
                .endsWith(":" + source.getPort());
    }

    @ParameterizedTest
    @MethodSource("files")
    void thereIsTimeForRequestsInFlight(ComposeFile file) {
        Duration grace = DurationStyle.detectAndParse(
                file.gateway().path("stop_grace_period").asString());

        assertThat(grace).isGreaterThanOrEqualTo(Settings.with().timeToStop());
    }

    private static List<Error> errors(JsonNode compose) throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(ComposeFilesTest.class.getResourceAsStream("/compose-spec/compose-spec.json"))) {
            return SchemaRegistry.withDefaultDialect(DIALECT)
                    .getSchema(JsonMapper.shared().readTree(schema))
                    .validate(compose);
        }
    }
}
