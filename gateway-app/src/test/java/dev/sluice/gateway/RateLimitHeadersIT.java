package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two tokens, one more every four seconds, and a clock that is moved by hand. */
class RateLimitHeadersIT {

    private final AtomicLong nanos = new AtomicLong();

    @AutoClose
    private final Backend backend = Backend.saying("ok");

    @AutoClose
    private final Gateway gateway = Gateway.with(
            context -> context.registerBean(
                    Ledger.class,
                    () -> new LocalLedger(Limit.of(2, new BigDecimal("0.25")), 1_000, nanos::get, Instant.EPOCH)),
            Gateway.service("backends", List.of(backend.uri())));

    @Test
    void everyAnswerTellsTheLimitAndARefusalWhenToComeBack() {
        assertThat(limit(gateway.get("/"))).isEqualTo("\"default\";q=2;w=8 \"default\";r=1;t=4");
        assertThat(limit(gateway.get("/"))).isEqualTo("\"default\";q=2;w=8 \"default\";r=0;t=8");

        HttpResponse<String> refused = gateway.get("/");
        assertThat(refused).satisfies(error(429, "Rate limit exceeded"));
        assertThat(limit(refused)).isEqualTo("\"default\";q=2;w=8 \"default\";r=0;t=8");
        assertThat(refused.headers().allValues("Retry-After")).containsExactly("4");
        assertThat(refused.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit"));

        pass(Duration.ofMillis(3_001));
        HttpResponse<String> tooEarly = gateway.get("/");
        assertThat(tooEarly.statusCode()).isEqualTo(429);
        assertThat(tooEarly.headers().allValues("Retry-After")).containsExactly("1");

        HttpResponse<String> head = gateway.send(gateway.request("/").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(429);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(refused.headers().firstValue("Content-Length"));

        pass(Duration.ofMillis(998));
        assertThat(gateway.get("/").statusCode()).isEqualTo(429);

        pass(Duration.ofMillis(1));
        assertThat(gateway.get("/").statusCode()).isEqualTo(200);
        assertThat(backend.requests()).isEqualTo(3);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String limit(HttpResponse<String> answer) {
        return answer.headers().firstValue("RateLimit-Policy").orElse("no policy") + " "
                + answer.headers().firstValue("RateLimit").orElse("no limit");
    }
}
