package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class LoadBalancerEndpointIT {

    private static final String SERVICE = "/actuator/loadbalancer/backends";
    private static final String ANONYMOUS = "sluice.admin.anonymous-from-loopback=true";

    private final Sinks.One<String> slow = Sinks.one();

    @AutoClose
    private final Backend a = Backend.answering((request, response) ->
            request.uri().equals("/slow") ? response.sendString(slow.asMono()) : response.sendString(Mono.just("a")));

    @AutoClose
    private final Backend b = Backend.saying("b");

    @AutoClose
    private final RefusingBackend dead = new RefusingBackend();

    @AutoClose
    private final Gateway gateway =
            Gateway.with(Gateway.service("backends", List.of(a.uri(), b.uri(), dead.uri()), ANONYMOUS));

    @BeforeEach
    void theDeadOneIsKnown() {
        await().until(() -> state(dead.authority()).equals("DOWN"));
    }

    @Test
    void itShowsEachInstanceWithItsStateAndItsCounts() {
        IntStream.range(0, 10).forEach(i -> gateway.get("/"));
        String services = gateway.get("/actuator/loadbalancer").body();

        assertThat(JsonPath.<String>read(services, "$.services.backends.strategy"))
                .isEqualTo("round-robin");
        assertThat(JsonPath.<List<String>>read(services, "$.services.backends.instances[*].id"))
                .containsExactly(a.authority(), b.authority(), dead.authority());
        assertThat(JsonPath.<List<String>>read(services, "$.services.backends.instances[*].state"))
                .containsExactly("UP", "UP", "DOWN");
        assertThat(JsonPath.<List<Integer>>read(services, "$.services.backends.instances[*].picks"))
                .containsExactly(5, 5, 0);
        assertThat(JsonPath.<List<Integer>>read(services, "$.services.backends.instances[*].inFlight"))
                .containsExactly(0, 0, 0);
        assertThat(JsonPath.<List<String>>read(services, "$.services.backends.instances[*].lastCheck"))
                .containsExactly("passed", "passed", "failed: Connection refused");
    }

    @Test
    void aDrainedInstanceGetsNothingNewWhileWhatRunsOnItFinishes() {
        CompletableFuture<HttpResponse<String>> running = gateway.begin("/slow");
        await().until(() -> a.requests() == 1);

        assertThat(JsonPath.<String>read(post(a.authority()).body(), "$.state")).isEqualTo("DRAINING");
        assertThat(answersToTen()).containsOnly("b");
        assertThat(inFlight(a.authority())).isEqualTo(1);
        slow.tryEmitValue("late").orThrow();
        assertThat(running.join().body()).isEqualTo("late");
        await().until(() -> inFlight(a.authority()) == 0);

        assertThat(JsonPath.<String>read(
                        post(a.authority(), "{\"drain\":false}").body(), "$.state"))
                .isEqualTo("UP");
        assertThat(answersToTen()).contains("a", "b");
    }

    @Test
    void whenAllAreDrainedNobodyIsThere() {
        post(a.authority(), "{\"drain\":true}");
        post(b.authority());

        assertThat(gateway.get("/")).satisfies(error(503, "Service not available"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"drain\":\"perhaps\"}", "{\"state\":\"UP\"}", "{", "[]"})
    void aWishThatIsNoneIsRefusedAndChangesNothing(String body) {
        assertThat(post(a.authority(), body).statusCode()).isEqualTo(400);

        assertThat(state(a.authority())).isEqualTo("UP");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(gateway.get("/actuator/loadbalancer/nobody")).satisfies(error(404, "Not Found"));
        assertThat(gateway.get(SERVICE + "/nobody:80")).satisfies(error(404, "Not Found"));
        assertThat(post("nobody:80")).satisfies(error(404, "Not Found"));
    }

    @Test
    void healthNamesEachInstanceAndStaysOfUseWithOneDown() {
        HttpResponse<String> health = gateway.get("/actuator/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(health.body(), "$.components.loadBalancer.status"))
                .isEqualTo("DEGRADED");
        assertThat(JsonPath.<Map<String, String>>read(health.body(), "$.components.loadBalancer.details.backends"))
                .containsExactly(
                        Map.entry(a.uri(), "UP"),
                        Map.entry(b.uri(), "UP"),
                        Map.entry(dead.uri(), "DOWN: Connection refused"));
        assertThat(JsonPath.<List<String>>read(health.body(), "$.components[*].status"))
                .doesNotContain("UNKNOWN");
    }

    @Test
    void metersCountWhatWasSeenOutside() {
        IntStream.range(0, 10).forEach(i -> gateway.get("/"));

        assertThat(meter("picks", "service:backends")).isEqualTo(10);
        assertThat(meter("picks", "backend:" + a.authority())).isEqualTo(5);
        assertThat(meter("up", "backend:" + a.authority())).isEqualTo(1);
        assertThat(meter("up", "backend:" + dead.authority())).isEqualTo(0);
        assertThat(meter("in.flight", "service:backends")).isEqualTo(0);
        assertThat(meter("ejections", "service:backends")).isEqualTo(0);
        assertThat(meter("failovers", "service:backends")).isEqualTo(0);
    }

    @Test
    void refusalsAreCounted() {
        post(a.authority());
        post(b.authority());

        gateway.get("/");

        assertThat(meter("refusals", "service:backends")).isEqualTo(1);
    }

    private double meter(String name, String tag) {
        return ((Number) JsonPath.read(
                        gateway.get("/actuator/metrics/sluice.load.balancer." + name + "?tag=" + tag)
                                .body(),
                        "$.measurements[0].value"))
                .doubleValue();
    }

    private List<String> answersToTen() {
        return IntStream.range(0, 10).mapToObj(i -> gateway.get("/").body()).toList();
    }

    private String state(String instance) {
        return JsonPath.read(gateway.get(SERVICE + "/" + instance).body(), "$.state");
    }

    private int inFlight(String instance) {
        return JsonPath.read(gateway.get(SERVICE + "/" + instance).body(), "$.inFlight");
    }

    private HttpResponse<String> post(String instance) {
        return gateway.send(gateway.request(SERVICE + "/" + instance).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> post(String instance, String body) {
        return gateway.send(gateway.request(SERVICE + "/" + instance)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}
