package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifests are what Kubernetes understands, and fit the gateway and each other. */
class ManifestsTest {

    private static final String SETTINGS = Manifests.DIRECTORY + "application.yml";

    /** Each kind that we use. */
    private static final Map<String, Schema> SCHEMAS = Map.of(
            "apps/v1 Deployment", V1Deployment::fromJson,
            "v1 Service", V1Service::fromJson,
            "v1 ServiceAccount", V1ServiceAccount::fromJson,
            "v1 Secret", V1Secret::fromJson,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::fromJson,
            "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::fromJson);

    static Stream<String> files() {
        return Stream.concat(Manifests.resources().stream(), Stream.of("secret.example.yaml"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWhatKubernetesUnderstands(String file) throws IOException {
        JsonNode manifest = Manifests.read(file);

        assertThat(understood(manifest)).isEqualTo(withoutEmpty(manifest));
    }

    @Test
    void aFieldThatDoesNotExistIsFound() {
        JsonNode manifest = Manifests.read("deployment.yaml");
        ((ObjectNode) manifest.at("/spec/template/spec")).put("terminationGracePeriod", 45);

        assertThatThrownBy(() -> understood(manifest)).hasMessageContaining("terminationGracePeriod");
    }

    @Test
    void aTextInPlaceOfANumberIsFound() throws IOException {
        JsonNode manifest = Manifests.read("deployment.yaml");
        ((ObjectNode) manifest.at("/spec/template/spec/containers/0/ports/0")).put("containerPort", "8080");

        assertThat(understood(manifest)).isNotEqualTo(withoutEmpty(manifest));
    }

    @Test
    void everyFileIsPartOfTheKustomizationOrSaysThatItIsAnExample() throws IOException {
        try (Stream<String> names = Files.list(Repository.path(Manifests.DIRECTORY))
                .map(file -> file.getFileName().toString())) {
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    files(),
                                    Stream.of(
                                            "kustomization.yaml",
                                            generated().path(0).asString()))
                            .toList());
        }
        assertThat(generated()).hasSize(1);
    }

    @Test
    void namesThatPointToEachOtherMeet() {
        JsonNode kustomization = Manifests.read("kustomization.yaml");
        JsonNode labels = Manifests.read("deployment.yaml").at("/spec/template/metadata/labels");
        JsonNode autoscaled = Manifests.read("horizontal-pod-autoscaler.yaml").at("/spec/scaleTargetRef");

        assertThat(Manifests.read("deployment.yaml").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(Manifests.read("service.yaml").at("/spec/selector")).isEqualTo(labels);
        assertThat(Manifests.read("pod-disruption-budget.yaml").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(autoscaled.path("name").asString()).isEqualTo(name("deployment.yaml"));
        assertThat(autoscaled.path("kind").asString()).isEqualTo("Deployment");
        assertThat(Manifests.pod().path("serviceAccountName").asString()).isEqualTo(name("service-account.yaml"));
        assertThat(Manifests.container().at("/envFrom/0/secretRef/name").asString())
                .isEqualTo(name("secret.example.yaml"));
        assertThat(volume("config").at("/configMap/name")).isEqualTo(kustomization.at("/configMapGenerator/0/name"));
        assertThat(Manifests.container().path("volumeMounts"))
                .allSatisfy(mount -> assertThat(
                                volume(mount.path("name").asString()).isObject())
                        .isTrue());
    }

    @Test
    void theImageIsOursInTheVersionThatIsBuilt() {
        JsonNode image = Manifests.read("kustomization.yaml").at("/images/0");

        assertThat(Manifests.container().path("image").asString()).isEqualTo(Images.OURS);
        assertThat(image.path("name").asString()).isEqualTo(Images.OURS);
        assertThat(Repository.text("pom.xml"))
                .contains("<artifactId>sluice</artifactId>\n  <version>"
                        + image.path("newTag").asString() + "</version>");
    }

    @Test
    void portsAreThoseThatTheGatewayListensOn() {
        JsonNode port = Manifests.container().at("/ports/0");

        assertThat(port.path("containerPort").asString())
                .isEqualTo(Settings.with(SETTINGS).get("server.port"));
        assertThat(Manifests.read("service.yaml").at("/spec/ports/0/targetPort"))
                .isEqualTo(port.path("name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
    void aProbeAsksTheGatewayItself(String probe) {
        assertThat(Manifests.container().path(probe).at("/httpGet/port"))
                .isEqualTo(Manifests.container().at("/ports/0/name"));
        assertThat(Manifests.container().path(probe).at("/httpGet/path").asString())
                .isEqualTo("/actuator/health/" + (probe.startsWith("readiness") ? "readiness" : "liveness"));
    }

    @Test
    void variablesAreThoseThatTheGatewayReads() {
        KnownVariables known = new KnownVariables();

        assertThat(Manifests.secret())
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(known.contains(variable.getKey()))
                        .as(variable.getKey())
                        .isTrue());
    }

    /** For a service named sluice, Kubernetes would set SLUICE_PORT, which the gateway takes for a misspelt setting. */
    @Test
    void servicesSetNoVariables() {
        assertThat(Manifests.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @Test
    void thereIsTimeForRequestsInFlight() {
        Duration grace = Duration.ofSeconds(
                Manifests.pod().path("terminationGracePeriodSeconds").asLong());

        assertThat(grace)
                .isGreaterThanOrEqualTo(preStop().plus(Settings.with(SETTINGS).timeToStop()));
    }

    private static Duration preStop() {
        JsonNode command = Manifests.container().at("/lifecycle/preStop/exec/command");
        assertThat(command.path(0).asString()).isEqualTo("sleep");
        return Duration.ofSeconds(Long.parseLong(command.path(1).asString()));
    }

    /** A gateway that decides alone is the only one. */
    @Test
    void thereAreSeveralGatewaysOnlyIfTheyShareTheirLimits() {
        JsonNode autoscaler = Manifests.read("horizontal-pod-autoscaler.yaml").path("spec");

        assertThat(Manifests.read("deployment.yaml").path("spec").has("replicas"))
                .isFalse();
        assertThat(Settings.with(SETTINGS).get("sluice.token-bucket.ledger")).isEqualTo("local");
        assertThat(autoscaler.path("maxReplicas").asInt()).isEqualTo(1);
    }

    @Test
    void theGatewayHasNoMoreRightsThanItNeeds() {
        JsonNode container = Manifests.container().path("securityContext");

        assertThat(Manifests.pod().at("/securityContext/runAsNonRoot").asBoolean())
                .isTrue();
        assertThat(Manifests.pod().path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        assertThat(mountsOf("tmp")).containsExactly("/tmp");
    }

    /** What Kubernetes would say it has been told. */
    private static JsonNode understood(JsonNode manifest) throws IOException {
        String kind = manifest.path("apiVersion").asString() + " "
                + manifest.path("kind").asString();
        Schema schema = SCHEMAS.getOrDefault(kind, json -> {
            throw new AssertionError("no schema of " + kind);
        });
        return withoutEmpty(JsonMapper.shared().readTree(JSON.serialize(schema.read(manifest.toString()))));
    }

    /** Whether a list or a map is absent or empty makes no difference. */
    private static JsonNode withoutEmpty(JsonNode node) {
        node.forEach(ManifestsTest::withoutEmpty);
        if (node instanceof ObjectNode object) {
            object.removeIf(value -> value.isContainer() && value.isEmpty());
        }
        return node;
    }

    private static JsonNode generated() {
        return Manifests.read("kustomization.yaml").at("/configMapGenerator/0/files");
    }

    private static String name(String file) {
        return Manifests.read(file).at("/metadata/name").asString();
    }

    private static JsonNode volume(String name) {
        for (JsonNode volume : Manifests.pod().path("volumes")) {
            if (volume.path("name").asString().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("no volume " + name);
    }

    private static List<String> mountsOf(String volume) {
        List<String> paths = new ArrayList<>();
        for (JsonNode mount : Manifests.container().path("volumeMounts")) {
            if (mount.path("name").asString().equals(volume)) {
                paths.add(mount.path("mountPath").asString());
            }
        }
        return paths;
    }

    /** What refuses a manifest with fields that its kind does not have. */
    @FunctionalInterface
    private interface Schema {

        Object read(String manifest) throws IOException;
    }
}
