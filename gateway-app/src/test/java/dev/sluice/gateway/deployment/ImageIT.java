package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.gateway.deployment.Dockerfile.Instruction;
import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The image: all that its Dockerfile says is done, and the result is run, without a container. */
class ImageIT {

    private static final String PACKAGE = "./mvnw -Dmaven.test.skip package";
    private static final String JAR = "gateway-app/target/gateway-app.jar";
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Jdk JDK = Jdk.find();

    @TempDir
    static Path directory;

    private static Dockerfile dockerfile = new Dockerfile(List.of());

    @BeforeAll
    static void read() throws IOException {
        dockerfile = Dockerfile.read(Repository.path("docker/Dockerfile"));
    }

    /** Maven has just made the jar, so this takes that; see {@link #mavenBuildsTheJarFromWhatIsCopied}. */
    @Test
    void startsFromItsCacheWithTheSettingsOfKubernetesAndStopsInTime() throws IOException, InterruptedException {
        Path work = build(
                dockerfile,
                Map.of(
                        PACKAGE,
                        stage -> FileTree.copyFile(Repository.path(JAR), stage.resolve(JAR)),
                        "./train",
                        ImageIT::train));
        FileTree.copyFile(
                Repository.path("deploy/kubernetes/application.yml"),
                work.resolve(Manifests.configurationDirectory(dockerfile)).resolve("application.yml"));
        HttpServer backend = backend();
        try (RunningImage image = RunningImage.start(dockerfile, work, environment(backend))) {
            await().atMost(TIMEOUT).until(() -> !image.isAlive() || image.isHealthy());
            assertThat(image.isAlive()).as(image.output()).isTrue();

            for (String probe : Manifests.probes()) {
                assertThat(image.status(probe)).as(probe).isEqualTo(200);
            }
            await().atMost(TIMEOUT).until(() -> image.status("/") == 200);
            assertThat(image.status("/clients")).isEqualTo(401);
            assertThat(image.statusForOperators("/clients")).isEqualTo(200);
            assertThat(work.resolve("data")).isNotEmptyDirectory();

            image.terminate();
            await().atMost(TIMEOUT).until(() -> !image.isHealthy());
            assertThat(image.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(image.output()).contains("no longer ready, serving on for 1.0 s");
        } finally {
            backend.stop(0);
        }
    }

    @Test
    void mavensCommandIsThatOfTheReadme() {
        assertThat(dockerfile.all("RUN").map(Instruction::arguments)).contains(PACKAGE);
        assertThat(Repository.text("README.md")).contains(PACKAGE);
    }

    /** Takes a minute, so it is not in every build. */
    @Test
    @Tag("image")
    void mavenBuildsTheJarFromWhatIsCopied() throws IOException, InterruptedException {
        List<Instruction> all = dockerfile.instructions();
        int maven = all.indexOf(dockerfile
                .all("RUN")
                .filter(run -> run.arguments().equals(PACKAGE))
                .findFirst()
                .orElseThrow());

        Path work = build(new Dockerfile(all.subList(0, maven + 1)), Map.of());

        assertThat(work.resolve(JAR)).isNotEmptyFile();
    }

    @Test
    void runsAsANumberedUserWhoIsNotRoot() {
        assertThat(dockerfile.last("USER").arguments()).matches("[1-9]\\d{4,}:[1-9]\\d{4,}");
    }

    @Test
    void baseImagesArePinned() {
        List<String> stages = dockerfile
                .all("FROM")
                .map(Instruction::words)
                .filter(words -> words.size() > 2)
                .map(words -> words.get(2))
                .toList();

        assertThat(dockerfile.all("FROM").map(from -> from.words().get(0)).filter(base -> !stages.contains(base)))
                .hasSize(2)
                .allMatch(Images.PINNED.asMatchPredicate());
    }

    @Test
    void exposesThePortOfTheShippedSettings() {
        assertThat(dockerfile.last("EXPOSE").arguments())
                .isEqualTo(Settings.with().get("server.port"));
    }

    private static Path build(Dockerfile dockerfile, Map<String, ContainerlessBuild.Replacement> replacements)
            throws IOException, InterruptedException {
        return new ContainerlessBuild(
                        Repository.ROOT,
                        DockerIgnore.read(),
                        Files.createTempDirectory(directory, "build"),
                        JDK.environment(),
                        replacements)
                .run(dockerfile);
    }

    /** As the image does it, but shorter, and for the ports, which others may use here; without a cache where the JDK makes none. */
    private static void train(Path work) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(JDK.environment());
        environment.put("TRAINING_SECONDS", "3");
        environment.put("PORT", String.valueOf(FreePort.find()));
        environment.put("SLUICE_DEMO_PORTS", FreePort.find() + "," + FreePort.find());
        Path output = directory.resolve("train.log");
        assertThat(Shell.start(work, environment, output, List.of("./train")).waitFor())
                .as(Files.readString(output))
                .isZero();
        if (!JDK.knowsCaches()) {
            Files.createFile(work.resolve("gateway-app.aot"));
        }
    }

    /** Those of compose file and secret, where a wrong one stops the start, but for what differs on this machine. */
    private static Map<String, String> environment(HttpServer backend) throws IOException {
        Map<String, String> environment = new HashMap<>(JDK.environment());
        environment.putAll(ComposeFile.ROOT.environment());
        for (Map.Entry<String, JsonNode> variable : Manifests.secret()) {
            environment.put(variable.getKey(), variable.getValue().asString());
        }
        environment.remove("DATABASE_URL");
        environment.put("PORT", String.valueOf(FreePort.find()));
        environment.put("BACKENDS", "http://localhost:" + backend.getAddress().getPort());
        environment.put("SLUICE_SHUTDOWN_DELAY", "1s");
        if (JDK.knowsCaches()) {
            // A cache that can't be used ends the start, instead of making it slow.
            environment.put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
        }
        return environment;
    }

    /** One that says yes to everything. */
    private static HttpServer backend() throws IOException {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        backend.start();
        return backend;
    }
}
