package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The application in a process of its own, set by nothing but environment variables. */
class EnvironmentIT {

    private static final int TIMEOUT_SECONDS = 60;
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

    @Test
    void runsByShortNamesAndStopsAtSigterm() throws Exception {
        try (Backend a = Backend.saying("a");
                Backend b = Backend.saying("b")) {
            Process gateway = start(Map.of(
                    "PORT", "0",
                    "BACKENDS", a.uri() + ", " + b.uri(),
                    "SLUICE_TOKENBUCKET_DEFAULTLIMIT_CAPACITY", "3",
                    "SLUICE_TOKENBUCKET_DEFAULTLIMIT_RATEPERSEC", "0.000001"));
            try (BufferedReader output = gateway.inputReader(StandardCharsets.UTF_8)) {
                int port = portIn(output);

                assertThat(List.of(get(port), get(port), get(port), get(port)))
                        .containsExactly("a", "b", "a", "{\"code\":429,\"message\":\"Rate limit exceeded\"}");

                gateway.toHandle().destroy();
                assertThat(output.lines().toList()).anyMatch(line -> line.contains("Graceful shutdown complete"));
                assertThat(gateway.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(gateway.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    @Test
    void aWrongVariableIsNamedAndTheExitCodeIsNotZero() throws Exception {
        Process port = start(Map.of("PORT", "abc"));
        Process unknown = start(Map.of("PORT", "0", "SLUICE_TOKENBUCKET_CSOT", "17"));

        assertThat(failure(port)).contains("APPLICATION FAILED TO START", "PORT", "'abc'");
        assertThat(failure(unknown)).contains("APPLICATION FAILED TO START", "csot", "17");
    }

    private static Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayApplication.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(EnvironmentIT::isASetting);
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** The build machine's own settings are none of ours. */
    private static boolean isASetting(String name) {
        return name.matches("PORT|BACKENDS|(SERVER|SPRING|SLUICE|MANAGEMENT|LOGGING)_.*");
    }

    private static int portIn(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("did not start:\n" + seen);
    }

    private static String failure(Process process) throws InterruptedException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String text = String.join("\n", output.lines().toList());
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
