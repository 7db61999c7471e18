package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsIT {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    server.port                                                       | 70000
                    server.port                                                       | -1
                    server.port                                                       | abc
                    PORT                                                              | abc
                    PORT                                                              | 70000
                    BACKENDS                                                          | localhost:8001
                    BACKENDS                                                          | ftp://localhost:8001
                    BACKENDS                                                          | http://
                    BACKENDS                                                          | http://localhost:99999
                    spring.cloud.discovery.client.simple.instances.backends[0].uri    | http://
                    spring.cloud.discovery.client.simple.instances.backends[0].uri    | nonsense
                    spring.cloud.discovery.client.simple.instances.backends[0].uri    | http://localhost:8001/app
                    spring.cloud.discovery.client.simple.instances.backends[0].metadata.weight | heavy
                    spring.cloud.discovery.client.simple.instances.backends[0].metadata.weight | 0
                    spring.cloud.discovery.client.simple.instances.backends[0].metadata.weight | 1.5
                    spring.cloud.discovery.client.simple.instances.backends[0].metadata.weight | 1001
                    """)
    void isRefusedBeforeAnythingStarts(String key, String value) {
        assertThatException()
                .isThrownBy(() -> Gateway.with(addressed(key), key + "=" + value))
                .withMessageContaining("'" + key + "' has the value '" + value + "'");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    sluice.load-balancer.strategy                                     | fastest
                    sluice.load-balancer.stratgy                                      | random
                    sluice.loadbalancer.strategies                                    | random
                    sluice.token-bucket.csot                                          | 2
                    sluice.token.bucket.cost                                          | 2
                    sluice.tokenbuckets.cost                                          | 2
                    sluice.token-bucket.cost                                          | 0
                    sluice.token-bucket.cost                                          | two
                    sluice.token-bucket.default-limit.rate-per-sec                    | 0
                    sluice.token-bucket.default-limit.rate-per-sec                    | NaN
                    sluice.token-bucket.default-limit.capacity                        | 0
                    sluice.token-bucket.default-limit.capacity                        | 1.5
                    sluice.token-bucket.client-key                                    | cookie:id
                    sluice.token-bucket.missing-key                                   | perhaps
                    sluice.token-bucket.unknown-client                                | perhaps
                    sluice.token-bucket.headers                                       | all
                    sluice.token-bucket.ledger                                        | paper
                    sluice.token-bucket.max-keys                                      | 0
                    sluice.token-bucket.save-interval                                 | 9ms
                    sluice.token-bucket.save-interval                                 | soon
                    sluice.token-bucket.trusted-proxies                               | localhost
                    sluice.admin.anonymous-from-loopback                              | sometimes
                    sluice.admin.anonymous                                            | true
                    sluice.http.server.head-timeout                                   | 99ms
                    sluice.http.server.head-timeout                                   | soon
                    sluice.http.server.body-timeout                                   | 3600001ms
                    sluice.http.server.send-timeout                                   | 0ms
                    sluice.http.server.max-headers                                    | 9
                    sluice.http.server.max-headers                                    | many
                    sluice.http.server.max-header                                     | 50
                    sluice.http.servers.max-headers                                   | 50
                    sluice.access-log.enabled                                         | sometimes
                    sluice.access-log.enable                                          | false
                    sluice.shutdown.delay                                             | -1s
                    sluice.shutdown.delay                                             | 601s
                    sluice.shutdown.delay                                             | a while
                    sluice.shutdown.delays                                            | 1s
                    sluice.http.client.body-timeout                                   | -1000ms
                    sluice.http.client.body-timeout                                   | 90000000ms
                    sluice.http.client.body-timeout                                   | soon
                    sluice.http.client.send-timeout                                   | 50ms
                    sluice.http.client.send-timeout                                   | 90000000ms
                    sluice.http.client.max-pending                                    | 0
                    sluice.http.client.max-pending                                    | many
                    sluice.http.client.max-waiting                                    | 5
                    sluice.demo.ports                                                 | 70000
                    sluice.demo.ports                                                 | eight
                    server.http2.enabled                                              | true
                    sluice.demo.html                                                  | maybe
                    sluice.demo.outages.min                                           | 0s
                    sluice.demo.outages.max                                           | 4999ms
                    sluice.demo.outages.seed                                          | rye
                    sluice.demo.outages.often                                         | true
                    spring.cloud.gateway.server.webflux.routes[0].filters[0]          | TokenBuckt
                    spring.cloud.gateway.server.webflux.routes[0].filters[0]          | TokenBucket=ten
                    """)
    void stopsTheStartAndIsNamedWithItsValue(String key, String value, CapturedOutput output) {
        String group = "spring.cloud.gateway.server.webflux.routes";
        assertThatException().isThrownBy(() -> Gateway.with(complete(key, value)));

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        key.startsWith(group) ? group : key,
                        value.substring(value.indexOf('=') + 1))
                .doesNotContain("\tat ", "to dev.sluice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kost", "missing-keys", "client-keys"})
    void anArgumentThatAFilterDoesNotHaveIsRefused(String argument, CapturedOutput output) {
        String filter = "spring.cloud.gateway.server.webflux.routes[0].filters[0].";
        List<String> settings = new ArrayList<>(List.of(complete(filter + "name", "TokenBucket")));
        settings.add(filter + "args." + argument + "=deny");
        settings.add(filter + "args.missing-key=deny");
        assertThatException().isThrownBy(() -> Gateway.with(settings.toArray(String[]::new)));

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "'TokenBucket' with the argument '" + argument)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token-bucket: {cost: 2.9}",
                "token-bucket: {default-limit: {capacity: 9.99}}",
                "load-balancer: {health-check: {rise: 1.9}}"
            })
    void aFractionOfAWholeNumberIsRefused(String settings, @TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(folder.resolve("extra.yml"), "sluice: {" + settings + "}");
        assertThatException().isThrownBy(() -> Gateway.with("spring.config.import=file:" + file));

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "must be a whole number")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    sluice.access-log.enabled                                         | yes
                    sluice.console.enabled                                            | on
                    sluice.admin.verb-paths                                           | 1
                    sluice.load-balancer.services.a.health-check.enabled              | no
                    server.http2.enabled                                              | yes
                    """)
    void otherWordsForYesAndNoAreRefused(String key, String value, CapturedOutput output) {
        assertThatException().isThrownBy(() -> Gateway.with(key + "=" + value));

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "'" + key + "' has the value '" + value + "'")
                .doesNotContain("\tat ");
    }

    @Test
    void aGroupOfWhichAllIsCommentedOutSaysNothing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("extra.yml"), """
                sluice:
                  load-balancer:
                  #  strategy: random
                  token-bucket:
                    default-limit:
                    cost: 3.0
                """);
        try (Gateway gateway = Gateway.with("spring.config.import=file:" + file)) {
            assertThat(gateway.get("/").headers().firstValue("RateLimit"))
                    .hasValueSatisfying(left -> assertThat(left).contains("r=97"));
        }
    }

    /** An instance with whatever else is said of it has an address. */
    private static String addressed(String key) {
        String instance = "spring.cloud.discovery.client.simple.instances.backends[0].";
        return key.startsWith(instance + "metadata")
                ? instance + "uri=http://localhost:8001"
                : "spring.application.name=any";
    }

    /** A route is a list: whoever sets one field of it sets them all. */
    private static String[] complete(String key, String value) {
        String route = "spring.cloud.gateway.server.webflux.routes[0].";
        return key.startsWith(route)
                ? new String[] {
                    route + "id=any", route + "uri=lb://backends", route + "predicates[0]=Path=/**", key + "=" + value
                }
                : new String[] {key + "=" + value};
    }
}
