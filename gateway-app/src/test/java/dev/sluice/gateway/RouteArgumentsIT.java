package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every test is a client with an address of its own. */
class RouteArgumentsIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(
            BACKEND,
            "spring.config.additional-location=classpath:route-arguments.yml",
            "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
            "sluice.token-bucket.trusted-proxies=127.0.0.1");

    @Test
    void theShortFormSetsTheCost() {
        HttpResponse<String> answer = GATEWAY.get("/short/", "X-Forwarded-For", "192.0.2.1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(left(answer)).isEqualTo(90);
    }

    @Test
    void theLongFormSetsEveryArgument() {
        assertThat(left(GATEWAY.get("/long/?user=alice"))).isEqualTo(70);
        assertThat(left(GATEWAY.get("/long/?user=alice", "X-API-Key", "other"))).isEqualTo(40);
        assertThat(left(GATEWAY.get("/long/?user=bob"))).isEqualTo(70);
        assertThat(GATEWAY.get("/long/").headers().map()).doesNotContainKey("RateLimit");
    }

    @Test
    void routesShareAClientsBucket() {
        assertThat(left(GATEWAY.get("/keyed/?client_id=carol"))).isEqualTo(99);
        assertThat(left(GATEWAY.get("/long/?user=carol"))).isEqualTo(69);
        assertThat(left(GATEWAY.get("/keyed/more?client_id=carol"))).isEqualTo(68);
    }

    @Test
    void aMissingKeyIsNamedWhereItIsDemanded() {
        assertThat(GATEWAY.get("/keyed/")).satisfies(error(400, "client_id is required"));
        assertThat(GATEWAY.get("/keyed/?client_id=")).satisfies(error(400, "client_id is required"));
        assertThat(GATEWAY.get("/two-sources/")).satisfies(error(400, "X-API-Key or client_id is required"));
        assertThat(GATEWAY.get("/keyed/?client_id=erin").statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownClientIsRefusedWhereThatIsSaid() {
        int before = BACKEND.requests();

        assertThat(GATEWAY.get("/members/?client_id=nobody")).satisfies(error(429, "Rate limit exceeded"));

        assertThat(BACKEND.requests()).isEqualTo(before);
    }

    @Test
    void anUnknownClientPassesUnlimitedWhereThatIsSaid() {
        HttpResponse<String> answer = GATEWAY.get("/strangers/?client_id=nobody");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("RateLimit");
    }

    @Test
    void whatCostsMoreThanABucketHoldsIsRefusedWithoutAPromise() {
        HttpResponse<String> answer = GATEWAY.get("/too-dear/", "X-Forwarded-For", "192.0.2.2");

        assertThat(answer).satisfies(error(429, "Rate limit exceeded"));
        assertThat(answer.headers().map()).doesNotContainKey("Retry-After");
        assertThat(left(answer)).isEqualTo(100);
    }

    @Test
    void aRouteWithoutTheFilterIsNotLimited() {
        HttpResponse<String> answer = GATEWAY.get("/unlimited/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("RateLimit", "RateLimit-Policy");
    }

    @Test
    void whereNoRouteLeadsThereIsNothing() {
        assertThat(GATEWAY.get("/nowhere")).satisfies(error(404, "Not Found"));
    }

    private static int left(HttpResponse<String> answer) {
        String rateLimit = answer.headers().firstValue("RateLimit").orElseThrow();
        return Integer.parseInt(rateLimit.replaceAll(".*r=(\\d+).*", "$1"));
    }
}
