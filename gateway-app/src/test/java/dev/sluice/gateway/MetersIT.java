package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.observability.Monitoring;
import dev.sluice.gateway.observability.Monitoring.Query;
import dev.sluice.gateway.observability.PromQl;
import dev.sluice.gateway.observability.Scrape;
import dev.sluice.tokenbucket.redis.RedisServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Meters of gateways that have seen all sorts of traffic, beside all that is said and asked of them. */
class MetersIT {

    private static final String[] CREDENTIALS = {
        "Authorization", "Basic " + Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8))
    };

    private static final int LIMIT = 4;

    /** A line of the table: name, tags; code in Markdown. */
    private static final Pattern METER = Pattern.compile("\\| `(sluice\\.[\\w.]+)` \\| ([^|]*) \\|.*");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> switch (request.path()) {
        case "broken" -> response.status(500).send();
        case "half" ->
            response.sendString(
                    Flux.just("the first half").concatWith(Flux.error(new IOException())), StandardCharsets.UTF_8);
        case "endless" ->
            response.sendString(Flux.just("the first part").concatWith(Flux.never()), StandardCharsets.UTF_8);
        default -> response.sendString(Mono.just("ok"));
    });

    @AutoClose
    private static final RefusingBackend DEAD = new RefusingBackend();

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(BACKEND.uri(), DEAD.uri()),
            "spring.config.additional-location=classpath:meters.yml",
            "spring.security.user.name=ops",
            "spring.security.user.password=secret",
            "sluice.token-bucket.default-limit.capacity=" + LIMIT,
            "sluice.token-bucket.default-limit.rate-per-sec=0.000001"));

    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    /** Shares its limits, which has meters of its own. */
    @AutoClose
    private static final Gateway SHARING = Gateway.before(
            BACKEND,
            "spring.security.user.name=ops",
            "spring.security.user.password=secret",
            "sluice.token-bucket.ledger=redis",
            "spring.data.redis.port=" + REDIS.port());

    @BeforeAll
    static void allSortsOfTraffic() {
        SHARING.get("/");
        for (int i = 0; i < LIMIT + 2; i++) {
            GATEWAY.get("/limited");
        }
        GATEWAY.get("/broken");
        GATEWAY.get("/nobody");
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
            client.readUntil("the first part");
        }
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
            client.readUntil("the first half");
            await().until(() -> requests("route", "open", "outcome", "failed") > 0);
        }
        await().until(() -> requests("route", "open", "outcome", "cancelled") > 0);
    }

    @Test
    void everyRequestIsCountedOnceByHowItEnded() {
        assertThat(requests("route", "limited", "outcome", "answered", "status", "2xx"))
                .isEqualTo(LIMIT);
        assertThat(requests("route", "limited", "outcome", "refused", "status", "4xx"))
                .isEqualTo(2);
        assertThat(requests("route", "open", "outcome", "answered", "status", "5xx"))
                .isEqualTo(1);
        assertThat(requests("route", "nobody", "outcome", "failed", "status", "5xx"))
                .isEqualTo(1);
        assertThat(requests("route", "open", "outcome", "failed", "status", "5xx"))
                .as("half an answer")
                .isEqualTo(1);
        assertThat(requests("route", "open", "outcome", "cancelled", "status", "none"))
                .isEqualTo(1);
        assertThat(requests()).isEqualTo(LIMIT + 6);
    }

    @Test
    void whatIsProxiedIsNotObservedASecondTime() {
        GATEWAY.get("/clients", CREDENTIALS);

        Scrape scrape = scrape();

        assertThat(scrape.has("http_server_requests_seconds_count", matching("uri=\"/clients\"")))
                .isTrue();
        assertThat(scrape.has("http_server_requests_seconds_count", matching("status=~\"5..\"")))
                .isFalse();
        assertThat(scrape.has("http_client_requests_seconds_count")).isFalse();
        assertThat(scrape.has("spring_cloud_gateway_requests_seconds_count")).isFalse();
    }

    /** Limits that are not shared have no bank, and those that are need no saving. */
    @Test
    void onlyWhoSharesHasABank() {
        assertThat(registry().find("sluice.token.bucket.bank.up").gauge()).isNull();
        MeterRegistry sharing = SHARING.context().getBean(MeterRegistry.class);
        assertThat(sharing.get("sluice.token.bucket.bank.up").gauge().value()).isEqualTo(1);
        assertThat(sharing.get("sluice.token.bucket.bank.draws")
                        .functionCounter()
                        .count())
                .isPositive();
        assertThat(sharing.find("sluice.token.bucket.saving.lag").timeGauge()).isNull();
    }

    @Test
    void theBuffersOfConnectionsAreAccountedFor() {
        assertThat(registry()
                        .get("netty.allocator.memory.used")
                        .tag("memory.type", "direct")
                        .gauge()
                        .value())
                .isPositive();
    }

    @Test
    void aScrapeNeedsCredentials() {
        assertThat(GATEWAY.get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(GATEWAY.get("/actuator/prometheus", CREDENTIALS).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryAsksForWhatThereIs(Query query) {
        Scrape scrape = scrape();
        PromQl read = PromQl.read(query.expression());

        assertThat(read.selectors()).isNotEmpty();
        assertThat(read.selectors()).allMatch(selector -> scrape.has(selector.metric(), selector.matchers()));
        assertThat(read.selectors())
                .allMatch(selector -> scrape.labels(selector.metric())
                        .containsAll(selector.matchers().stream()
                                .map(PromQl.Matcher::label)
                                .toList()));
        assertThat(read.groupings())
                .allMatch(grouping -> grouping.metrics().stream()
                        .allMatch(metric -> scrape.labels(metric).containsAll(grouping.labels())));
    }

    static Stream<Query> queries() {
        return Stream.of(Monitoring.panels(), Monitoring.variables(), Monitoring.alerts(), Monitoring.recordings())
                .flatMap(List::stream);
    }

    @Test
    void thePageNamesAllMetersAndTheirTagsAndNoOthers() {
        Map<String, Set<String>> told = new TreeMap<>();
        page().lines()
                .map(METER::matcher)
                .filter(line -> line.matches())
                .forEach(line -> told.put(
                        line.group(1),
                        CODE.matcher(line.group(2))
                                .results()
                                .map(tag -> tag.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(told).isEqualTo(meters());
    }

    @Test
    void thePageHasAPartForEachAlert() {
        List<String> headings = page().lines()
                .filter(line -> line.startsWith("### Sluice"))
                .map(line -> line.substring("### ".length()))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(
                        Monitoring.alerts().stream().map(Query::place).toList());
    }

    private static String page() {
        return Monitoring.text(Monitoring.ROOT.resolve("docs/observability.md"));
    }

    private static Map<String, Set<String>> meters() {
        Map<String, Set<String>> tags = new TreeMap<>();
        Stream.of(registry(), SHARING.context().getBean(MeterRegistry.class))
                .flatMap(registry -> registry.getMeters().stream())
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("sluice."))
                .forEach(id -> tags.computeIfAbsent(id.getName(), name -> new TreeSet<>())
                        .addAll(id.getTags().stream().map(Tag::getKey).toList()));
        return tags;
    }

    private static Scrape scrape() {
        Scrape scrape = new Scrape(Stream.of(GATEWAY, SHARING)
                .map(gateway -> gateway.get("/actuator/prometheus", CREDENTIALS).body())
                .collect(Collectors.joining()));
        Monitoring.recordings().forEach(rule -> {
            PromQl.Grouping grouping =
                    PromQl.read(rule.expression()).groupings().get(0);
            scrape.add(rule.place(), grouping.labels().stream().collect(Collectors.toMap(label -> label, label -> "")));
        });
        return scrape;
    }

    private static List<PromQl.Matcher> matching(String matcher) {
        return PromQl.read("any{" + matcher + "}").selectors().get(0).matchers();
    }

    private static long requests(String... tags) {
        return registry().find("sluice.gateway.requests").tags(tags).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static MeterRegistry registry() {
        return GATEWAY.context().getBean(MeterRegistry.class);
    }
}
