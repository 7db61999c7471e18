package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The sources in Spring Boot's order: command line, environment, files. */
class ShortNamesTest {

    private static final String FIRST_BACKEND = "spring.cloud.discovery.client.simple.instances.backends[0].uri";
    private static final String SECOND_BACKEND = "spring.cloud.discovery.client.simple.instances.backends[1].uri";

    @ParameterizedTest(name = "command line {0}, environment {1}, file {2}: {3}")
    @CsvSource({
        "            a=b,              PORT=2,                 server.port=3, 2",
        "            a=b,                 A=B,                 server.port=3, 3",
        "            a=b,                 A=B,                 PORT=3,        3",
        "            a=b,              PORT=2;SERVER_PORT=3,   server.port=4, 3",
        "  server.port=1,              PORT=2,                 server.port=3, 1",
        "           PORT=1,              PORT=2,               PORT=3,        1",
        "           PORT=1,       SERVER_PORT=2,               server.port=3, 1",
        "           PORT=1;server.port=4, PORT=2,              server.port=3, 4",
        "            a=b,              PORT='',                server.port=3, 3",
        "            a=b,              PORT=' 2 ',             server.port=3, 2",
    })
    void aShortNameStandsRightBehindTheLongOneOfItsSource(
            String commandLine, String environment, String file, String port) {
        assertThat(environment(settings(commandLine), settings(environment), settings(file))
                        .getProperty("server.port"))
                .isEqualTo(port);
    }

    @Test
    void backendsAreTheInstancesOfTheServiceBackends() {
        StandardEnvironment environment = environment(
                Map.of(),
                Map.of("BACKENDS", " http://a:1 ,https://b.example/,, "),
                Map.of(FIRST_BACKEND, "http://c:3"));

        assertThat(environment.getProperty(FIRST_BACKEND)).isEqualTo("http://a:1");
        assertThat(environment.getProperty(SECOND_BACKEND)).isEqualTo("https://b.example/");
        assertThat(environment.containsProperty(SECOND_BACKEND.replace("[1]", "[2]")))
                .isFalse();
    }

    @Test
    void withoutShortNamesNothingIsAdded() {
        assertThat(environment(Map.of("a", "b"), Map.of("C", "d"), Map.of()).getPropertySources())
                .noneMatch(source -> source.getName().startsWith("short names"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "65536", "-1", "8080.5", "0x50", "99999999999999999999"})
    void aPortThatIsNoneIsNamed(String port) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> environment(Map.of(), Map.of("PORT", port), Map.of()))
                .withMessage("The setting 'PORT' has the value '" + port + "': a port is a number from 0 to 65535.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8001", "http://", "http://a b", "//a:1", "ftp://a", "http://a_b:1"})
    void aBackendThatNoRequestReachesIsNamed(String backend) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> environment(Map.of(), Map.of("BACKENDS", "http://a," + backend), Map.of()))
                .withMessageContaining("'BACKENDS' has the value '" + backend + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:1/app, http://a:1/app",
        "http://a/app/, http://a/app/",
        "http://a//, http://a//",
        "http://a/?q, http://a/?q",
        "http://a?q, http://a?q",
        "http://a/#f, http://a/#f",
        "http://me@a, http://***@a",
        "http://me:secret@a:1/, http://***@a:1/"
    })
    void whatNoRequestWouldHaveOfABackendIsNamed(String backend, String told) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> environment(Map.of(), Map.of("BACKENDS", "http://a," + backend), Map.of()))
                .withMessage(
                        "The setting 'BACKENDS' has the value '" + told + "': a backend is a scheme, a host and a"
                                + " port, such as http://localhost:8001; a path, a query or a user's name in it would be lost.");
    }

    private static StandardEnvironment environment(
            Map<String, Object> commandLine, Map<String, Object> environment, Map<String, Object> file) {
        StandardEnvironment sources = new StandardEnvironment();
        sources.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.getPropertySources().addFirst(new MapPropertySource("commandLineArgs", commandLine));
        sources.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        sources.getPropertySources().addLast(new MapPropertySource("file", file));
        ConfigurationPropertySources.attach(sources);
        new ShortNames().postProcessEnvironment(sources, new SpringApplication());
        return sources;
    }

    private static Map<String, Object> settings(String text) {
        return Arrays.stream(text.split(";"))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1].replace("'", "")));
    }
}
