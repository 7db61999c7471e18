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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gateways whose lines to the bank are cut, hang and come back by chance, each for itself: without a part of its own in an outage
 * ({@code deny}) none lets through what the bank has not lent, and nobody waits for ever.
 */
class OutageSimulationTest {

    private static final int MILLIS = 8_000;
    private static final int REST_MILLIS = 3_000;

    /** A line turns once in so many steps, and somebody comes once in so many. */
    private static final int BETWEEN_TURNS = 60;

    private static final int BETWEEN_BURSTS = 12;

    private static final List<Line> FAULTS = List.of(Line.REFUSES, Line.HANGS, Line.LATE);

    private final OutageScene scene = new OutageScene();
    private final List<SwitchedBank> lines = new ArrayList<>();
    private final List<SharedLedger> ledgers = new ArrayList<>();
    private final List<CompletableFuture<Void>> decided = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.sluice.tokenbucket.ledger.lease.LeaseSimulationTest#seeds")
    void theLawIsKeptAndEverybodyIsDecided(long seed) {
        Random random = new Random(seed);
        Limit limit = Limit.of(1 + random.nextInt(200), 1 + random.nextInt(300));
        Terms terms = Measures.terms(Client.of("bob", limit));
        Law law = new Law(terms, terms.capacity(), scene.now());
        int gateways = 1 + random.nextInt(4);
        for (int i = 0; i < gateways; i++) {
            lines.add(new SwitchedBank(scene.accounts, scene.clock));
            ledgers.add(scene.gateway(lines.get(i), OnLedgerFailure.DENY));
        }

        for (int at = 0; at < MILLIS; at += (int) OutageScene.STEP.toMillis()) {
            mishaps(random);
            requests(random, Client.of("bob", limit), law);
            step(at);
        }
        lines.forEach(line -> line.turn(Line.UP));
        for (int at = 0; at < REST_MILLIS; at += (int) OutageScene.STEP.toMillis()) {
            step(at);
        }

        assertThat(decided).hasSizeGreaterThan(100);
        assertThat(CompletableFuture.allOf(decided.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ZERO);
    }

    private void mishaps(Random random) {
        for (SwitchedBank line : lines) {
            if (random.nextInt(BETWEEN_TURNS) == 0) {
                line.turn(random.nextBoolean() ? Line.UP : FAULTS.get(random.nextInt(FAULTS.size())));
            }
        }
    }

    private void requests(Random random, Client client, Law law) {
        for (SharedLedger ledger : ledgers) {
            int burst = random.nextInt(BETWEEN_BURSTS) == 0 ? 1 + random.nextInt(20) : 0;
            for (int i = 0; i < burst; i++) {
                CompletableFuture<Decision> decision = ledger.take(client, 1);
                decided.add(decision.thenApply(Decision::admitted)
                        .exceptionally(away -> false)
                        .thenAccept(admitted -> law.admitted(admitted ? Slice.TOKEN : 0, scene.now())));
            }
        }
    }

    private void step(int at) {
        scene.clock.advance(OutageScene.STEP);
        lines.forEach(SwitchedBank::answerLate);
        ledgers.forEach(SharedLedger::lookAfterWaiting);
        if (at % 200 == 0) {
            ledgers.forEach(SharedLedger::look);
        }
        if (at % 500 == 0) {
            ledgers.forEach(OutageScene::sayPresent);
        }
    }
}
