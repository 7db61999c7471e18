package com.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What {@code application.yml} sets, as clients at different addresses see it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            // No token comes back while a test runs.
            "sluice.token-bucket.default-limit.rate-per-sec=0.001",
            // So that a test can call from any address.
            "sluice.token-bucket.trusted-proxies=127.0.0.1"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class YourOwnGatewayApplicationTest {

    private static final CountDownLatch SLOW_ARRIVED = new CountDownLatch(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Backend first;
    private static Backend second;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void startBackends() throws IOException {
        first = new Backend(0, SLOW_ARRIVED);
        second = new Backend(0, SLOW_ARRIVED);
    }

    @AfterAll
    static void stopBackends() {
        first.close();
        second.close();
    }

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry properties) {
        String instances = "spring.cloud.discovery.client.simple.instances.shop";
        properties.add(instances + "[0].uri", () -> "http://localhost:" + first.port());
        properties.add(instances + "[1].uri", () -> "http://localhost:" + second.port());
    }

    @Test
    void eachClientPassesAsOftenAsItsBucketAllows() {
        for (int left = 4; left >= 0; left--) {
            HttpResponse<String> answer = get("192.0.2.1", "/");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit").orElse("none")).contains(";r=" + left + ";");
        }

        HttpResponse<String> refused = get("192.0.2.1", "/");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).isEqualTo("{\"code\":429,\"message\":\"Rate limit exceeded\"}");

        assertThat(get("192.0.2.2", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void theInstanceWithTheFewestRequestsInFlightIsChosen() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> slow =
                CLIENT.sendAsync(request("192.0.2.3", "/slow"), BodyHandlers.ofString());
        assertThat(SLOW_ARRIVED.await(10, TimeUnit.SECONDS)).isTrue();

        String idle = get("192.0.2.3", "/").body();
        assertThat(get("192.0.2.3", "/").body()).isEqualTo(idle);
        assertThat(get("192.0.2.3", "/").body()).isEqualTo(idle);

        first.answerSlowRequests();
        second.answerSlowRequests();
        assertThat(slow.join().body()).isNotEqualTo(idle);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void anotherInstanceAnswersForADeadOne() {
        first.close();

        for (int request = 0; request < 5; request++) {
            assertThat(get("192.0.2.4", "/").body()).isEqualTo("Hello from %d\n".formatted(second.port()));
        }
    }

    private HttpResponse<String> get(String address, String path) {
        return CLIENT.sendAsync(request(address, path), BodyHandlers.ofString()).join();
    }

    private HttpRequest request(String address, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", address)
                .build();
    }
}
