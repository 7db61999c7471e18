package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three gateways on one bank: what all of them admit is what one bucket would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedLimitsContract {

    private static final int GATEWAYS = 3;
    private static final int CALLERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 10_000_000;

    private final PostgresServer database = PostgresServer.start();
    private final Backend backend = Backend.saying("hello");
    private final List<Gateway> gateways = new ArrayList<>();

    /** The settings that lead to the bank. */
    abstract List<String> bank(PostgresServer database);

    /** Takes the bank away, so that nothing answers. */
    abstract void takeAway(PostgresServer database);

    /** Brings it back, as it was. */
    abstract void bringBack(PostgresServer database);

    @BeforeAll
    void start() {
        String[] address = database.newDatabase().split("@", 2);
        List<String> settings = new ArrayList<>(List.of(
                "spring.r2dbc.url=r2dbc:postgresql://" + address[1],
                "spring.r2dbc.username=" + database.user(),
                "spring.r2dbc.password=" + database.password(),
                "sluice.token-bucket.unknown-client=deny",
                "sluice.access-log.enabled=false",
                "sluice.admin.anonymous-from-loopback=true"));
        settings.addAll(bank(database));
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(Gateway.before(backend, settings.toArray(String[]::new)));
        }
    }

    @AfterAll
    void stop() {
        gateways.forEach(Gateway::close);
        backend.close();
        database.close();
    }

    @Test
    void ofFiveTokensExactlyFiveAreSpent() {
        create("five", 5, "0.000001");

        List<Integer> statuses = gateways.stream()
                .flatMap(gateway -> gateway.statusesOf(20, "/?client_id=five").stream())
                .toList();

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 429)).isEqualTo(55);
    }

    /** What one gateway has and does not spend comes back, and is spent by another. */
    @Test
    void ofManyTokensNoneIsLostAndNoneIsSpentTwice() {
        create("many", 1_000, "0.000001");
        List<Integer> statuses = gateways.stream()
                .map(gateway -> CompletableFuture.supplyAsync(() -> gateway.statusesOf(300, "/?client_id=many")))
                .toList()
                .stream()
                .flatMap(answers -> answers.join().stream())
                .toList();
        AtomicInteger admitted = new AtomicInteger(Collections.frequency(statuses, 200));

        await(() -> admitted.addAndGet(get(2, "many").statusCode() == 200 ? 1 : 0) >= 1_000);

        assertThat(admitted).hasValue(1_000);
        assertThat(demand("many", Duration.ofSeconds(1))).isZero();
    }

    @Test
    void underConstantDemandAlmostAllThatIsLawfulIsAdmittedAndNothingMore() {
        int capacity = 100;
        int rate = 200;
        create("hot", capacity, Integer.toString(rate));
        long begin = System.nanoTime();

        int admitted = demand("hot", Duration.ofSeconds(4));

        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(admitted)
                .isLessThanOrEqualTo((int) (capacity + rate * seconds))
                .isGreaterThan((int) (0.8 * (capacity + rate * seconds)));
    }

    @Test
    void aBusyKeyCostsFewCalls() {
        create("busy", 100, "200");
        double before = draws();

        demand("busy", Duration.ofSeconds(3));

        assertThat(draws() - before).isLessThanOrEqualTo(GATEWAYS * 4 * 4);
    }

    @Test
    void anAnswerTellsWhatAllHaveLeft() {
        create("told", 100, "0.000001");

        get(0, "told");
        get(1, "told");
        HttpResponse<String> answer = get(2, "told");

        assertThat(answer.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).startsWith("\"default\";r=97;"));
    }

    @Test
    void aLimitThatIsChangedOnOneActsOnAllThatAreBusy() {
        create("changed", 1_000_000, "0.000001");
        demand("changed", Duration.ofMillis(500));

        gateways.get(0)
                .send(gateways.get(0)
                        .request("/clients/changed")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"capacity\":1,\"rate_per_sec\":0.000001}")));

        demand("changed", Duration.ofSeconds(1));
        assertThat(demand("changed", Duration.ofMillis(500))).isZero();
    }

    @Test
    void whileTheBankIsAwayRequestsAreDecidedAtOnceAndAfterwardsByTheBankAgain() {
        create("away", 300, "0.000001");
        assertThat(demand("away", Duration.ofMillis(200))).isPositive();

        takeAway(database);
        await(() -> gateways.stream().allMatch(gateway -> bankUp(gateway) == 0));
        long begin = System.nanoTime();
        int status = get(0, "away").statusCode();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
        assertThat(status).isIn(200, 429);
        assertThat(gateways.get(0).get("/actuator/health").body()).contains("DEGRADED");

        bringBack(database);
        await(() -> gateways.stream().allMatch(gateway -> bankUp(gateway) == 1));
        create("back", 5, "0.000001");
        await(() -> get(1, "back").statusCode() == 200);
    }

    private int demand(String client, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<Integer>> callers = IntStream.range(0, GATEWAYS * CALLERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    int admitted = 0;
                    while (System.nanoTime() < end) {
                        admitted += get(i % GATEWAYS, client).statusCode() == 200 ? 1 : 0;
                    }
                    return admitted;
                }))
                .toList();
        return callers.stream().mapToInt(CompletableFuture::join).sum();
    }

    private HttpResponse<String> get(int gateway, String client) {
        return gateways.get(gateway).get("/?client_id=" + client);
    }

    private double draws() {
        return gateways.stream()
                .mapToDouble(gateway -> gateway.context()
                        .getBean(MeterRegistry.class)
                        .get("sluice.token.bucket.bank.draws")
                        .functionCounter()
                        .count())
                .sum();
    }

    private static double bankUp(Gateway gateway) {
        return gateway.context()
                .getBean(MeterRegistry.class)
                .get("sluice.token.bucket.bank.up")
                .gauge()
                .value();
    }

    private void create(String id, long capacity, String rate) {
        String body = "{\"client_id\":\"%s\",\"capacity\":%d,\"rate_per_sec\":%s}".formatted(id, capacity, rate);
        Gateway gateway = gateways.get(0);
        await(() -> gateway.send(gateway.request("/clients")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                        .statusCode()
                == 201);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of patience").isLessThan(end);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
