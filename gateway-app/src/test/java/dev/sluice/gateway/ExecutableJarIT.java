package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executable jar starts, and says what it contains, and under which licences. */
class ExecutableJarIT {

    private static final Path ROOT = Path.of("..");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Comes with the packaging; no dependency brings it. */
    private static final String JARMODE = LIBRARIES + "spring-boot-jarmode-tools-";

    /** Without content; Spring Boot leaves them out. */
    private static final String STARTER = LIBRARIES + "spring-boot-starter";

    private static final Pattern CLASSIFIER = Pattern.compile("classifier=([^&]+)");

    @AutoClose
    private final JarFile jar;

    ExecutableJarIT() throws IOException {
        jar = new JarFile(InstalledGateway.JAR.toFile());
    }

    @Test
    void startsAsItIs(@TempDir Path directory) {
        String command = "PORT=0 exec '%s' -XX:TieredStopAtLevel=1 -jar '%s'"
                .formatted(InstalledGateway.JVM, InstalledGateway.JAR);
        try (GatewayProcess gateway = GatewayProcess.run(directory, System.getenv("PATH"), command)) {
            assertThat(gateway.get("/actuator/health")).contains("\"status\":");
        }
    }

    @Test
    void theBillOfMaterialsNamesEachLibraryInsideWithItsVersionAndHash() throws IOException {
        Map<String, String> inside = new TreeMap<>();
        for (String library : libraries("").toList()) {
            if (!library.startsWith(JARMODE)) {
                inside.put(library, sha256(content(library)));
            }
        }

        Map<String, String> named = new TreeMap<>();
        for (JsonNode component : JsonMapper.shared()
                .readTree(content("META-INF/sbom/application.cdx.json"))
                .get("components")) {
            if (!library(component).startsWith(STARTER)) {
                named.put(library(component), sha256(component));
            }
        }

        assertThat(named).isEqualTo(inside);
    }

    @Test
    void theListOfThirdPartySoftwareInTheRootIsTheOneInside() throws IOException {
        assertThat(Files.readString(ROOT.resolve("THIRD-PARTY.md")))
                .as("if the change is meant: cp gateway-app/target/classes/META-INF/THIRD-PARTY.md .")
                .isEqualTo(new String(content("META-INF/THIRD-PARTY.md"), UTF_8));
    }

    @Test
    void theJarCarriesTheLicence() throws IOException {
        assertThat(content("META-INF/LICENSE")).isEqualTo(licence());
    }

    @ParameterizedTest
    @CsvSource({
        "token-bucket-filter, dev.sluice.tokenbucket, Sluice Token Bucket Filter",
        "lb-strategies, dev.sluice.loadbalancer, Sluice Load-Balancing Strategies",
        "openapi, dev.sluice.admin, Sluice Admin"
    })
    void aLibraryHasANameAsAModuleATitleAVersionAndTheLicence(String artifact, String module, String title)
            throws IOException {
        String library = libraries(artifact + "-").findAny().orElseThrow();
        try (JarInputStream entries = new JarInputStream(new ByteArrayInputStream(content(library)))) {
            Attributes manifest = entries.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo(module);
            assertThat(manifest.getValue("Implementation-Title")).isEqualTo(title);
            assertThat(library)
                    .isEqualTo(LIBRARIES + artifact + "-" + manifest.getValue("Implementation-Version") + ".jar");
            assertThat(licence(entries)).isEqualTo(licence());
        }
    }

    private Stream<String> libraries(String prefix) {
        return jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(LIBRARIES + prefix) && name.endsWith(".jar"));
    }

    private byte[] content(String name) throws IOException {
        assertThat(jar.getEntry(name))
                .as("%s; the bill of materials needs a build that is not offline", name)
                .isNotNull();
        return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }

    private static String library(JsonNode component) {
        Matcher classifier = CLASSIFIER.matcher(component.get("purl").asString());
        return LIBRARIES
                + component.get("name").asString()
                + "-"
                + component.get("version").asString()
                + (classifier.find() ? "-" + classifier.group(1) : "")
                + ".jar";
    }

    private static String sha256(JsonNode component) {
        return component
                .get("hashes")
                .valueStream()
                .filter(hash -> hash.get("alg").asString().equals("SHA-256"))
                .findAny()
                .orElseThrow()
                .get("content")
                .asString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] licence() throws IOException {
        return Files.readAllBytes(ROOT.resolve("LICENSE"));
    }

    private static byte[] licence(JarInputStream entries) throws IOException {
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().equals("META-INF/LICENSE")) {
                return entries.readAllBytes();
            }
        }
        throw new AssertionError("no licence");
    }
}
