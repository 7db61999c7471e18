package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with a console beside a route that takes every path, its backends that fail when they are told to, and a browser before it. */
final class ConsoleScene implements AutoCloseable {

    private static final String RIGHT =
            "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));

    final Backend one = Backend.saying("one");
    final Backend other = Backend.saying("other");
    final FaultProxy first = FaultProxy.before(one.uri());
    final FaultProxy second = FaultProxy.before(other.uri());

    final Gateway gateway = Gateway.with(Gateway.service(
            "backends",
            List.of(first.uri(), second.uri()),
            "spring.security.user.name=ops",
            "spring.security.user.password=s3cret",
            "sluice.load-balancer.health-check.interval=200ms",
            "sluice.load-balancer.health-check.timeout=100ms"));

    private final Browser browser;

    private ConsoleScene(Browser browser) {
        this.browser = browser;
    }

    /** A new scene, in a browser that remembers nothing of another. */
    static ConsoleScene in(Browser browser) {
        browser.open("about:blank");
        browser.look("light", 1280, 900);
        browser.requests();
        browser.errors();
        return new ConsoleScene(browser);
    }

    /** Opens a view, by its address after the #. */
    ConsolePage open(String view) {
        return ConsolePage.open(browser, gateway.port(), view);
    }

    /** The name of the first instance. */
    String firstId() {
        return first.uri().substring("http://".length());
    }

    /** Asserts that the browser has asked nobody but this gateway. */
    void nothingButThePagesWasAsked() {
        String host = "127.0.0.1:" + gateway.port();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(request -> request.startsWith("http://" + host + "/")
                        || request.startsWith("http://ops:s3cret@" + host + "/console/")
                        || request.equals("about:blank"));
    }

    /** Two clients, one of whom wants more than it may. */
    void spendAllTheTime() {
        Random random = new Random(1);
        while (!Thread.currentThread().isInterrupted()) {
            String key = random.nextInt(4) == 0 ? "user1" : "another client";
            var unused = gateway.begin("/", "X-API-Key", key);
            LockSupport.parkNanos(random.nextInt(30_000_000));
        }
    }

    /** The status of a request with this key. */
    int spend(String key) {
        return gateway.get("/", "X-API-Key", key).statusCode();
    }

    /** Creates a client. */
    void create(String id, int capacity, String rate) {
        String body = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("client_id", id, "capacity", capacity, "rate_per_sec", new BigDecimal(rate)));
        assertThat(post(body).statusCode()).isEqualTo(201);
    }

    /** Changes a client, as somebody else who is signed in. */
    void change(String id, String body) {
        assertThat(gateway.send(gateway.request("/clients/" + id)
                                .headers("Authorization", RIGHT, "Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Why the API refuses to create this. */
    String refusal(String body) {
        return JsonMapper.shared().readTree(post(body).body()).get("message").asString();
    }

    private HttpResponse<String> post(String body) {
        return gateway.send(gateway.request("/clients")
                .headers("Authorization", RIGHT, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** A client as the API tells of it. */
    JsonNode read(String id) {
        return JsonMapper.shared().readTree(readText(id));
    }

    /** The same, as it was written. */
    String readText(String id) {
        return gateway.get("/clients/" + id, "Authorization", RIGHT).body();
    }

    @Override
    public void close() {
        gateway.close();
        first.close();
        second.close();
        one.close();
        other.close();
    }
}
