package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.lease.Law;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gateways whose lines to the bank are cut, hang and come back by chance, each for itself; nobody waits for ever. */
class OutageSimulationTest {

    private static final int MILLIS = 8_000;
    private static final int REST_MILLIS = 3_000;

    /** Somebody comes once in so many steps. */
    private static final int BETWEEN_BURSTS = 12;

    private static final List<Line> FAULTS = List.of(Line.REFUSES, Line.HANGS, Line.LATE);

    private final OutageScene scene = new OutageScene();
    private final List<CutOffGateway> gateways = new ArrayList<>();
    private final List<CompletableFuture<Void>> decided = new ArrayList<>();
    private long admitted;

    /** What the bank has not lent is not let through. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.sluice.tokenbucket.ledger.lease.LeaseSimulationTest#seeds")
    void withoutPartsInAnOutageTheLawIsKept(long seed) {
        Random random = new Random(seed);
        Client bob = bob(random);
        Terms terms = Measures.terms(bob);
        Law law = new Law(terms, terms.capacity(), scene.now());

        run(random, bob, OnLedgerFailure.DENY, 60, gateway -> law.admitted(Slice.TOKEN, scene.now()));
    }

    /** Who is cut off for longer than a lease lets through its fair part, and in the end the bank has heard of all that was spent. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.sluice.tokenbucket.ledger.lease.LeaseSimulationTest#seeds")
    void withPartsInAnOutageEachIsFairAndAllIsOwed(long seed) {
        Random random = new Random(seed);
        Client bob = bob(random);
        Terms terms = Measures.terms(bob);

        run(random, bob, OnLedgerFailure.SHARE, 60 + random.nextInt(600), gateway -> gateway.admitted(terms));

        assertThat(gateways).allMatch(CutOffGateway::isPaid);
    }

    private static Client bob(Random random) {
        return Client.of("bob", Limit.of(1 + random.nextInt(200), 1 + random.nextInt(300)));
    }

    /** In the end all lines are up for a while, and nobody comes. */
    private void run(
            Random random,
            Client client,
            OnLedgerFailure policy,
            int betweenTurns,
            Consumer<CutOffGateway> admissions) {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            gateways.add(new CutOffGateway(scene, policy));
        }

        for (int at = 0; at < MILLIS; at += (int) OutageScene.STEP.toMillis()) {
            for (CutOffGateway gateway : gateways) {
                if (random.nextInt(betweenTurns) == 0) {
                    gateway.turn(random.nextBoolean() ? Line.UP : FAULTS.get(random.nextInt(FAULTS.size())));
                }
            }
            for (CutOffGateway gateway : gateways) {
                int burst = random.nextInt(BETWEEN_BURSTS) == 0 ? 1 + random.nextInt(20) : 0;
                for (int i = 0; i < burst; i++) {
                    request(client, gateway, admissions);
                }
            }
            step(at);
        }
        gateways.forEach(gateway -> gateway.turn(Line.UP));
        for (int at = 0; at < REST_MILLIS; at += (int) OutageScene.STEP.toMillis()) {
            step(at);
        }

        assertThat(decided).hasSizeGreaterThan(100);
        assertThat(admitted).isPositive();
        assertThat(CompletableFuture.allOf(decided.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ZERO);
    }

    private void request(Client client, CutOffGateway gateway, Consumer<CutOffGateway> admissions) {
        decided.add(gateway.ledger()
                .take(client, 1)
                .thenApply(Decision::admitted)
                .exceptionally(away -> false)
                .thenAccept(passes -> {
                    if (passes) {
                        admitted++;
                        admissions.accept(gateway);
                    }
                }));
    }

    private void step(int at) {
        gateways.forEach(CutOffGateway::answerLate);
        scene.step(at, gateways.stream().map(CutOffGateway::ledger).toList());
    }
}
