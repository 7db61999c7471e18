package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests while a bank is late, and nobody knows whether it will answer. */
class LateBankTest {

    private static final Client SLOW = Client.of("slow", Limit.of(30, new BigDecimal("0.01")));

    private final OutageScene scene = new OutageScene();

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "LATE"})
    void whereTheBankHasJustHadNothingARequestIsRefusedWithinFiftyMilliseconds(Line line) {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        turnsWhenItMayBeAskedAgain(ledger, 30, line);

        assertRefusedWithinFiftyMilliseconds(ledger);
    }

    /** There was plenty when the bank was heard, but who knows what the others have spent of it since. */
    @ParameterizedTest
    @EnumSource(names = {"HANGS", "LATE"})
    void whatTheBankHadIsNotSpentWithoutItBeforeItIsFoundToBeAway(Line line) {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.getToKnow(ledger);
        turnsWhenItMayBeAskedAgain(ledger, 1, line);

        assertRefusedWithinFiftyMilliseconds(ledger);
        scene.passes(OutageScene.FOUND_OUT, ledger);
        assertThat(ledger.take(SLOW, 1)).isCompletedWithValueMatching(Decision::admitted);
    }

    /** Of a bucket that may be full nothing can be spent without the bank, but nobody has said no. */
    @ParameterizedTest
    @ValueSource(ints = {100, 490})
    void whoHasNotBeenRefusedWaitsForABankThatIsLate(int millis) {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.LATE);

        List<CompletableFuture<Decision>> decisions =
                List.of(ledger.take(OutageScene.ANN, 10), ledger.take(OutageScene.ANN, 20));
        scene.passes(Duration.ofMillis(millis), ledger);
        assertThat(decisions).noneMatch(CompletableFuture::isDone);

        scene.bank.answerLate();
        // The second was not asked for by the draw under way.
        scene.passes(Duration.ofMillis(100), ledger);
        scene.bank.answerLate();
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(decision).isCompletedWithValueMatching(Decision::admitted));
    }

    /** Nor has anybody said no there, but an answer to come is not to be expected any more. */
    @ParameterizedTest
    @CsvSource({"SHARE, HANGS, false", "SHARE, LATE, false", "ALLOW, HANGS, true", "ALLOW, LATE, true"})
    void whereTheBankIsKnownToBeQuickEveryRequestIsDecidedWithinFiftyMilliseconds(
            OnLedgerFailure policy, Line line, boolean admitted) {
        SharedLedger ledger = scene.gateways(policy, 1).get(0);
        scene.getToKnow(ledger);
        scene.bank.turn(line);

        CompletableFuture<Decision> decision = ledger.take(OutageScene.ANN, 1);
        scene.passes(Duration.ofMillis(25), ledger);
        assertThat(decision).isNotDone();
        scene.passes(Duration.ofMillis(25), ledger);

        assertThat(decision).isCompletedWithValueMatching(value -> value.admitted() == admitted);
        assertThat(ledger.state().outage()).isEmpty();
    }

    @Test
    void whereTheBankIsKnownToBeQuickADenialComesWithinFiftyMilliseconds() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.DENY, 1).get(0);
        scene.getToKnow(ledger);
        scene.bank.turn(Line.HANGS);

        CompletableFuture<Decision> decision = ledger.take(OutageScene.ANN, 1);
        scene.passes(Duration.ofMillis(50), ledger);

        assertThat(decision)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(LedgerUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(OnLedgerFailure.class)
    void aGatewayThatDoesNotKnowItsBankYetWaitsForIt(OnLedgerFailure policy) {
        SharedLedger ledger = scene.gateways(policy, 1).get(0);
        scene.bank.turn(Line.LATE);

        CompletableFuture<Decision> decision = ledger.take(OutageScene.ANN, 1);
        scene.passes(Duration.ofMillis(400), ledger);
        assertThat(decision).isNotDone();

        scene.bank.answerLate();
        assertThat(decision).isCompletedWithValueMatching(Decision::admitted);
    }

    @Test
    void whoHasNotBeenRefusedByABankThatHangsGetsAPartWhenThatIsFoundOut() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.HANGS);

        CompletableFuture<Decision> decision = ledger.take(OutageScene.ANN, 1);
        scene.passes(Duration.ofMillis(490), ledger);
        assertThat(decision).isNotDone();

        scene.passes(Duration.ofMillis(20), ledger);
        assertThat(decision).isCompletedWithValueMatching(Decision::admitted);
    }

    /** What the bank said of it may be old by then: others, to whom the bank answers, may have spent it all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsSpentBesideABankThatIsLateForOneAlone(boolean known) {
        List<SharedLedger> ledgers = scene.gateways(OnLedgerFailure.SHARE, 1);
        SwitchedBank line = new SwitchedBank(scene.accounts, scene.clock);
        SharedLedger alone = scene.gateway(line, OnLedgerFailure.SHARE);
        ledgers.add(alone);
        ledgers.forEach(OutageScene::sayPresent);
        if (known) {
            scene.getToKnow(alone);
        }
        Client large = Client.of("large", Limit.of(200, new BigDecimal("0.01")));
        int admitted = scene.spend(large, 20, ledgers);
        line.turn(Line.LATE);

        admitted += scene.spend(large, 400, ledgers);
        for (int spent = -1; spent < admitted; ) {
            spent = admitted;
            admitted += scene.spend(large, 400, ledgers.subList(0, 1));
        }
        line.answerLate();
        line.turn(Line.UP);
        admitted += scene.spend(large, 2_000, ledgers);

        assertThat(admitted).isBetween(150, 200);
    }

    @Test
    void whoWaitsOnAfterAnAnswerIsDecidedThoughTheBankHasGoneMeanwhile() {
        SharedLedger ledger = scene.gateways(OnLedgerFailure.SHARE, 1).get(0);
        scene.bank.turn(Line.LATE);
        CompletableFuture<Decision> first = ledger.take(OutageScene.ANN, 1);
        CompletableFuture<Decision> second = ledger.take(OutageScene.ANN, 10);
        scene.cut(Line.REFUSES, List.of(ledger));
        scene.clock.advance(Duration.ofMillis(100));
        scene.bank.answerLate();

        scene.passes(Duration.ofMillis(50), ledger);

        assertThat(first).isCompletedWithValueMatching(Decision::admitted);
        assertThat(second).isCompletedWithValueMatching(Decision::admitted);
    }

    private void turnsWhenItMayBeAskedAgain(SharedLedger ledger, long taken, Line line) {
        assertThat(ledger.take(SLOW, taken)).isCompletedWithValueMatching(Decision::admitted);
        scene.passes(Duration.ofMillis(350), ledger);
        scene.bank.turn(line);
    }

    private void assertRefusedWithinFiftyMilliseconds(SharedLedger ledger) {
        CompletableFuture<Decision> decision = ledger.take(SLOW, 1);
        scene.passes(Duration.ofMillis(50), ledger);
        assertThat(decision).isCompletedWithValueMatching(value -> !value.admitted());
    }
}
