package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways on one bank: what all of them admit is what one bucket would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedLimitsContract {

    private static final int GATEWAYS = 3;
    private static final int CALLERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 10_000_000;

    private final PostgresServer database = PostgresServer.start();
    private final Backend backend = Backend.saying("hello");
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    static Path directory;

    /** The settings that lead to the bank, as variables of the environment. */
    abstract Map<String, String> bank();

    /** Takes the bank away, so that nothing answers. */
    abstract void takeAway(PostgresServer database);

    /** Brings it back, as it was. */
    abstract void bringBack(PostgresServer database);

    @BeforeAll
    void start() {
        settings.putAll(Map.of(
                "PORT", "0",
                "BACKENDS", backend.uri(),
                "DATABASE_URL", database.newDatabase(),
                "SLUICE_TOKENBUCKET_UNKNOWNCLIENT", "deny",
                "SLUICE_ACCESSLOG_ENABLED", "false",
                "SPRING_SECURITY_USER_NAME", "admin",
                "SPRING_SECURITY_USER_PASSWORD", "secret"));
        settings.putAll(bank());
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(GatewayProcess.start(directory, settings));
        }
        gateways.forEach(GatewayProcess::port);
    }

    @AfterAll
    void stop() {
        gateways.forEach(GatewayProcess::close);
        backend.close();
        database.close();
    }

    @Test
    void ofFiveTokensExactlyFiveAreSpent() {
        create("five", 5, "0.000001");

        List<Integer> statuses = statusesOfAll(20, "five");
        assertThat(Collections.frequency(statuses, 200) + Collections.frequency(statuses, 429))
                .isEqualTo(60);
        spendTheRest("five", 5, Collections.frequency(statuses, 200));
    }

    /** What one gateway has and does not spend comes back, and is spent by another. */
    @Test
    void ofManyTokensNoneIsLostAndNoneIsSpentTwice() {
        create("many", 1_000, "0.000001");
        List<Integer> statuses = statusesOfAll(300, "many");
        spendTheRest("many", 1_000, Collections.frequency(statuses, 200));
    }

    /** Wherever the others were spent before. */
    @Test
    void whatAnAdministratorGivesIsSpentOnceByAllTogether() {
        create("given", 30, "0.000001");
        spendTheRest("given", 30, Collections.frequency(statusesOfAll(20, "given"), 200));

        give("given", "{\"add\":7}");
        spendTheRest("given", 7, Collections.frequency(statusesOfAll(10, "given"), 200));

        give("given", "{\"reset\":true}");
        spendTheRest("given", 30, Collections.frequency(statusesOfAll(20, "given"), 200));
    }

    /** How much of it, LeaseUseTest says, where no machine has a say. */
    @Test
    void underConstantDemandNoMoreThanIsLawfulIsAdmitted() {
        int capacity = 100;
        int rate = 200;
        create("hot", capacity, Integer.toString(rate));
        long begin = System.nanoTime();

        int admitted = demand("hot", Duration.ofSeconds(4));

        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(admitted)
                .isLessThanOrEqualTo((int) (capacity + rate * seconds))
                .isGreaterThan(capacity + rate);
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

        admin(
                "/clients/changed",
                request -> request.PUT(BodyPublishers.ofString("{\"capacity\":1,\"rate_per_sec\":0.000001}")));

        demand("changed", Duration.ofSeconds(1));
        assertThat(demand("changed", Duration.ofMillis(500))).isZero();
    }

    @Test
    void aClientThatIsDeletedOnOneIsUnknownToAllWithinASecond() {
        create("deleted", 1_000_000, "0.000001");
        assertThat(demand("deleted", Duration.ofMillis(300))).isPositive();

        admin("/clients/deleted", HttpRequest.Builder::DELETE);

        demand("deleted", Duration.ofSeconds(1));
        assertThat(demand("deleted", Duration.ofMillis(300))).isZero();
    }

    @Test
    void aClientThatIsCreatedOnOneIsKnownToAllWithinASecond() {
        assertThat(demand("created", Duration.ofMillis(300))).isZero();
        create("created", 1_000_000, "0.000001");

        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

        for (int i = 0; i < GATEWAYS; i++) {
            assertThat(get(i, "created").statusCode()).isEqualTo(200);
        }
    }

    /** What it held is lost, and nothing else. */
    @Test
    void ofAGatewayThatIsKilledOthersTakeOver() {
        create("killed", 400, "0.000001");
        for (int i = 0; i < 10; i++) {
            get(2, "killed");
        }

        gateways.get(2).kill();
        gateways.set(2, GatewayProcess.start(directory, settings));
        gateways.get(2).port();
        int admitted = demand("killed", Duration.ofSeconds(3));

        assertThat(admitted).isBetween(250, 390);
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
        assertThat(tokens("away", "{\"reset\":true}").statusCode()).isEqualTo(503);
        assertThat(send(gateways.get(0), "/actuator/health", request -> request).body())
                .contains("\"sharedLimits\"", "DEGRADED", "no answer within");

        bringBack(database);
        await(() -> gateways.stream().allMatch(gateway -> bankUp(gateway) == 1));
        create("back", 5, "0.000001");
        await(() -> get(1, "back").statusCode() == 200);
    }

    /** What a slow machine has not let through at once comes a little later, and nothing comes after that. */
    private void spendTheRest(String client, int tokens, int spent) {
        AtomicInteger admitted = new AtomicInteger(spent);
        await(() -> admitted.addAndGet(get(2, client).statusCode() == 200 ? 1 : 0) >= tokens);

        assertThat(admitted).hasValue(tokens);
        assertThat(demand(client, Duration.ofSeconds(1))).isZero();
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
        return callers.stream()
                .map(caller -> caller.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .mapToInt(CompletableFuture::join)
                .sum();
    }

    private List<Integer> statusesOfAll(int each, String client) {
        List<CompletableFuture<Integer>> running = IntStream.range(0, GATEWAYS * each)
                .mapToObj(i -> gateways.get(i % GATEWAYS).begin("/?client_id=" + client))
                .map(answer -> answer.thenApply(HttpResponse::statusCode))
                .toList();
        return running.stream()
                .map(answer ->
                        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private HttpResponse<String> get(int gateway, String client) {
        GatewayProcess process = gateways.get(gateway);
        return process.send(process.request("/?client_id=" + client));
    }

    private void give(String client, String what) {
        assertThat(tokens(client, what).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> tokens(String client, String what) {
        return admin("/clients/" + client + "/tokens", request -> request.POST(BodyPublishers.ofString(what)));
    }

    private HttpResponse<String> admin(String path, UnaryOperator<HttpRequest.Builder> request) {
        return send(gateways.get(0), path, request);
    }

    private static HttpResponse<String> send(
            GatewayProcess gateway, String path, UnaryOperator<HttpRequest.Builder> request) {
        String login = Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
        return gateway.send(request.apply(gateway.request(path)
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")));
    }

    private double draws() {
        return gateways.stream()
                .mapToDouble(gateway -> meter(gateway, "sluice_token_bucket_bank_draws_total "))
                .sum();
    }

    private static double meter(GatewayProcess gateway, String beginning) {
        return send(gateway, "/actuator/prometheus", request -> request)
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static double bankUp(GatewayProcess gateway) {
        return meter(gateway, "sluice_token_bucket_bank_up ");
    }

    private void create(String id, long capacity, String rate) {
        String body = "{\"client_id\":\"%s\",\"capacity\":%d,\"rate_per_sec\":%s}".formatted(id, capacity, rate);
        await(() -> admin("/clients", request -> request.POST(BodyPublishers.ofString(body)))
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
