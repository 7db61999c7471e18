package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.Law;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three gateways whose bank goes away and comes back. */
class BankOutageTest {

    private final OutageScene scene = new OutageScene();

    @Test
    void whoeverAsksABankThatRefusesIsDecidedAtOnce() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.REFUSES);

        assertThat(ledger.take(OutageScene.ANN, 1)).isCompletedWithValueMatching(Decision::admitted);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 15", "3, 10", "4, 7", "31, 0"})
    void eachSpendsItsFairShareOfWhatItNeverAskedFor(int gateways, int share) {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, gateways);
        scene.cut(Line.REFUSES, ledgers);

        for (SharedLedger ledger : ledgers) {
            assertThat(scene.admitted(ledger, 40)).isEqualTo(share);
        }
    }

    @Test
    void whoAsksWhatIsLeftDoesNotWaitForABankThatIsKnownToBeAway() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 1);
        scene.cut(Line.REFUSES, ledgers);
        scene.bank.turn(Line.HANGS);

        assertThat(ledgers.get(0).level(OutageScene.ANN)).isCompletedWithValue(Level.ofTokens(30));
    }

    @Test
    void nobodyKnowsWhetherTokensWereAddedWithoutAnAnswer() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.REFUSES);

        assertThatThrownBy(() -> ledger.add(OutageScene.ANN, 5).join())
                .hasCauseInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void theShareRefillsAtItsPartOfTheRate() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 3);
        scene.cut(Line.REFUSES, ledgers);
        ledgers.forEach(ledger -> scene.admitted(ledger, 40));

        // A little longer, since its clock goes a little slower.
        scene.passes(Duration.ofMillis(4_010), ledgers);

        for (SharedLedger ledger : ledgers) {
            assertThat(scene.admitted(ledger, 40)).isEqualTo(4);
        }
    }

    @Test
    void whatIsLeasedIsSpentFirstAndThenAPartOfWhatWasLeft() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 3);
        ledgers.forEach(ledger -> assertThat(scene.admitted(ledger, 2)).isEqualTo(2));
        scene.cut(Line.REFUSES, ledgers);

        int admitted =
                ledgers.stream().mapToInt(ledger -> scene.admitted(ledger, 40)).sum();

        assertThat(admitted).isBetween(15, 30);
    }

    @Test
    void allowLetsAllPass() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.ALLOW, 1);
        scene.cut(Line.REFUSES, ledgers);

        assertThat(scene.admitted(ledgers.get(0), 100)).isEqualTo(100);
    }

    @Test
    void denyDecidesNothing() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.DENY, 1);
        scene.cut(Line.REFUSES, ledgers);

        assertThat(ledgers.get(0).take(OutageScene.ANN, 1))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void theOutageIsSeenWithoutARequestAndSoIsItsEnd() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.REFUSES);
        ledger.present().join();
        assertThat(ledger.state().outage())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo("connection refused"));

        scene.bank.turn(Line.UP);
        ledger.present().join();

        assertThat(ledger.state().outage()).isEmpty();
    }

    /** As with a cluster of which one server is gone. */
    @Test
    void aPartThatIsAwayIsNotBackBecauseTheOthersAnswer() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        Client bob = Client.of("bob", Limit.of(30, 3));
        scene.bank.lose(BucketNames.of(OutageScene.ANN));
        assertThat(ledger.take(OutageScene.ANN, 1)).isCompleted();

        ledger.present().join();
        assertThat(ledger.level(bob)).isCompletedWithValue(Level.ofTokens(30));

        assertThat(ledger.state().outage())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo("a part is gone"));

        scene.bank.findLost();
        ledger.present().join();
        assertThat(ledger.state().outage()).isEmpty();
    }

    @Test
    void aBucketThatAloneCanNotBeDrawnFromIsNoOutageForLong() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.lose(BucketNames.of(OutageScene.ANN));
        assertThat(ledger.take(OutageScene.ANN, 1)).isCompleted();
        scene.clock.advance(Duration.ofSeconds(29));
        ledger.present().join();
        assertThat(ledger.state().outage()).isPresent();

        scene.clock.advance(Duration.ofSeconds(2));
        ledger.present().join();

        assertThat(ledger.state().outage()).isEmpty();
    }

    /** As with a server that another one takes the place of. */
    @Test
    void anAnswerThatIsLostForGoodSaysNothingOfABankThatIsBack() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.HANGS);
        CompletableFuture<Decision> unused = ledger.take(OutageScene.ANN, 1);
        scene.passes(OutageScene.FOUND_OUT, ledger);
        assertThat(ledger.state().outage()).isPresent();

        scene.bank.turn(Line.UP);
        ledger.present().join();

        for (int i = 0; i < 200; i++) {
            scene.passes(OutageScene.STEP, ledger);
            assertThat(ledger.state().outage()).isEmpty();
        }
    }

    @Test
    void aBankThatIsBackAndHangsIsAwayAgain() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.HANGS);
        CompletableFuture<Decision> unused = ledger.take(OutageScene.ANN, 1);
        scene.passes(OutageScene.FOUND_OUT, ledger);
        scene.bank.turn(Line.UP);
        ledger.present().join();
        scene.bank.turn(Line.HANGS);

        scene.passes(OutageScene.FOUND_OUT, ledger);

        assertThat(ledger.state().outage()).isPresent();
    }

    @Test
    void whatWasSpentMeanwhileIsOwed() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 3);
        scene.cut(Line.REFUSES, ledgers);
        ledgers.forEach(ledger -> scene.admitted(ledger, 40));

        scene.bank.turn(Line.UP);
        ledgers.forEach(ledger -> ledger.present().join());
        scene.passes(Duration.ofSeconds(2), ledgers);

        assertThat(ledgers.get(0).level(OutageScene.ANN).join().tokens()).isBetween(5L, 6L);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES, 3000",
        "REFUSES, 10000",
        "HANGS, 3000",
        "HANGS, 10000",
        "REFUSES, 300",
        "HANGS, 300",
        "LATE, 10000"
    })
    void theLawIsKeptOverAnOutageOfABusyKey(Line line, int millis) {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 3);
        Limit limit = Limit.of(50, 100);
        Client bob = Client.of("bob", limit);
        Law law = new Law(new Terms("bob", 0, 50 * Slice.TOKEN, 100 * Slice.TOKEN), 50 * Slice.TOKEN, scene.now());

        int before = scene.spend(bob, 3000, ledgers, law);
        scene.bank.turn(line);
        int during = scene.spend(bob, millis, ledgers, law);
        scene.bank.turn(Line.UP);
        int after = scene.spend(bob, 5000, ledgers, law);

        assertThat(before).isGreaterThan(330);
        assertThat(during).isGreaterThan((millis - 2_000) / 10 * 9 / 10);
        assertThat(after).isGreaterThan(350);
    }

    /** Who owes nothing yet, since nobody has come for a while, is lent nothing either before all have told what they owe. */
    @ParameterizedTest(name = "{0} gateways, capacity {1}, rate {2}")
    @CsvSource({"1, 10, 50", "1, 20, 100", "1, 100, 400", "2, 10, 50", "2, 20, 100", "3, 20, 100", "3, 100, 100"})
    void theLawIsKeptOverAnOutageOfAKeyThatComesInBursts(int gateways, long capacity, long rate) {
        for (int pause = 100; pause <= 450; pause += 50) {
            for (int millis : new int[] {3_000, 6_000}) {
                OutageScene outage = new OutageScene();
                List<SharedLedger> ledgers = outage.gateways(OnLedgerFailure.SHARE, gateways);
                ledgers.forEach(outage::getToKnow);
                Terms terms = new Terms("bob", 0, capacity * Slice.TOKEN, rate * Slice.TOKEN);
                Law law = new Law(terms, terms.capacity(), outage.now());
                Client bob = Client.of("bob", Limit.of(capacity, rate));
                int burst = Math.max(3, (int) rate * pause / 500 / gateways);

                assertThat(outage.bursts(bob, burst, pause, 3_000, ledgers, law))
                        .isGreaterThan((int) capacity);
                outage.bank.turn(Line.REFUSES);
                assertThat(outage.bursts(bob, burst, pause, millis, ledgers, law))
                        .isPositive();
                outage.bank.turn(Line.UP);
                assertThat(outage.bursts(bob, burst, pause, 2_500, ledgers, law))
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"14, 140", "5, 50", "50, 100"})
    void whatOneAloneOwesIsPaidThoughOthersHaveTheRate(long capacity, long rate) {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 2);
        SwitchedBank line = new SwitchedBank(scene.accounts, scene.clock);
        SharedLedger alone = scene.gateway(line, OnLedgerFailure.SHARE);
        ledgers.add(1, alone);
        ledgers.forEach(OutageScene::sayPresent);
        Client bob = Client.of("bob", Limit.of(capacity, rate));
        int admitted = scene.spend(bob, 3000, ledgers);

        for (int cut = 0; cut < 10; cut++) {
            line.turn(Line.REFUSES);
            OutageScene.sayPresent(alone);
            admitted += scene.spend(bob, 300, ledgers);
            line.turn(Line.UP);
            OutageScene.sayPresent(alone);
            admitted += scene.spend(bob, 700, ledgers);
        }
        admitted += scene.spend(bob, 5000, ledgers);

        double lawful = capacity + rate * 18.0;
        assertThat((double) admitted).isBetween(0.82 * lawful, lawful);
    }

    @Test
    void whatIsLeftIsToldAsItWasLastHeard() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(scene.admitted(ledger, 4)).isEqualTo(4);
        scene.bank.turn(Line.REFUSES);

        assertThat(ledger.level(OutageScene.ANN)).isCompletedWithValue(Level.ofTokens(26));
        assertThat(ledger.level(Client.of("nobody", Limit.of(7, 1)))).isCompletedWithValue(Level.ofTokens(7));
    }

    @Test
    void atTheEndAlsoWhatADrawIsUnderWayForIsGivenBack() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        Client bob = Client.of("bob", Limit.of(1_000, Limit.MIN_RATE));
        assertThat(ledger.take(bob, 1)).isCompletedWithValueMatching(Decision::admitted);
        assertThat(ledger.take(bob, 100)).isCompletedWithValueMatching(Decision::admitted);
        scene.bank.turn(Line.LATE);
        CompletableFuture<Decision> waiting = ledger.take(bob, 100);
        CompletableFuture<Decision> another = ledger.take(bob, 1);
        ledger.close(Duration.ZERO);

        // For the first, for the other, and with what is given back.
        for (int answers = 0; answers < 3; answers++) {
            scene.clock.advance(SwitchedBank.LATENESS);
            scene.bank.answerLate();
        }

        assertThat(waiting).isCompletedWithValueMatching(Decision::admitted);
        assertThat(another).isCompletedWithValueMatching(Decision::admitted);
        scene.bank.turn(Line.UP);
        SharedLedger next = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(next.take(bob, 798)).isCompletedWithValueMatching(Decision::admitted);
    }

    @Test
    void atTheEndEverythingIsGivenBack() {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 3);
        Client bob = Client.of("bob", Limit.of(1_000, Limit.MIN_RATE));
        ledgers.forEach(ledger -> assertThat(ledger.take(bob, 1)).isCompletedWithValueMatching(Decision::admitted));

        ledgers.forEach(ledger -> ledger.close(Duration.ofSeconds(1)));

        SharedLedger next = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(next.take(bob, 997)).isCompletedWithValueMatching(Decision::admitted);
    }
}
