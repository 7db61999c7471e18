package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Law;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three gateways whose bank goes away and comes back. */
class BankOutageTest {

    private static final Duration STEP = Duration.ofMillis(5);

    /** After so many quick answers a gateway knows its bank. */
    private static final int KNOWN = 30;

    /** After which a bank that hangs is away. */
    private static final Duration FOUND_OUT = Duration.ofMillis(510);

    private static final Client ANN = Client.of("ann", Limit.of(30, 3));
    private static final Client SLOW = Client.of("slow", Limit.of(30, new BigDecimal("0.01")));

    private final HandClock clock = new HandClock();
    private final Bank accounts = new AccountsInMemory().by(() -> clock.nanos() / 1_000);
    private final SwitchedBank bank = new SwitchedBank(accounts, clock);

    @Test
    void whoeverAsksABankThatRefusesIsDecidedAtOnce() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.REFUSES);

        assertThat(ledger.take(ANN, 1)).isCompletedWithValueMatching(Decision::admitted);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "LATE"})
    void whereTheBankHasJustHadNothingARequestIsRefusedWithinFiftyMilliseconds(Line line) {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(ledger.take(SLOW, 30)).isCompletedWithValueMatching(Decision::admitted);
        passes(Duration.ofMillis(350), ledger);
        bank.turn(line);

        CompletableFuture<Decision> decision = ledger.take(SLOW, 1);
        passes(Duration.ofMillis(50), ledger);

        assertThat(decision).isCompletedWithValueMatching(value -> !value.admitted());
    }

    /** There was plenty when the bank was heard, but who knows what the others have spent of it since. */
    @ParameterizedTest
    @EnumSource(names = {"HANGS", "LATE"})
    void whatTheBankHadIsNotSpentWithoutItBeforeItIsFoundToBeAway(Line line) {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        getToKnow(ledger);
        assertThat(ledger.take(SLOW, 1)).isCompletedWithValueMatching(Decision::admitted);
        passes(Duration.ofMillis(350), ledger);
        bank.turn(line);

        CompletableFuture<Decision> decision = ledger.take(SLOW, 1);
        passes(Duration.ofMillis(50), ledger);
        assertThat(decision).isCompletedWithValueMatching(value -> !value.admitted());

        passes(FOUND_OUT, ledger);
        assertThat(ledger.take(SLOW, 1)).isCompletedWithValueMatching(Decision::admitted);
    }

    /** Of a bucket that may be full nothing can be spent without the bank, but nobody has said no. */
    @ParameterizedTest
    @ValueSource(ints = {100, 490})
    void whoHasNotBeenRefusedWaitsForABankThatIsLate(int millis) {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.LATE);

        List<CompletableFuture<Decision>> decisions = List.of(ledger.take(ANN, 10), ledger.take(ANN, 20));
        passes(Duration.ofMillis(millis), ledger);
        assertThat(decisions).noneMatch(CompletableFuture::isDone);

        bank.answerLate();
        // The second was not asked for by the draw under way.
        passes(Duration.ofMillis(100), ledger);
        bank.answerLate();
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(decision).isCompletedWithValueMatching(Decision::admitted));
    }

    /** Nor has anybody said no there, but an answer to come is not to be expected any more. */
    @ParameterizedTest
    @CsvSource({"SHARE, HANGS, false", "SHARE, LATE, false", "ALLOW, HANGS, true", "ALLOW, LATE, true"})
    void whereTheBankIsKnownToBeQuickEveryRequestIsDecidedWithinFiftyMilliseconds(
            OnLedgerFailure policy, Line line, boolean admitted) {
        SharedLedger ledger = gateways(policy, 1).get(0);
        getToKnow(ledger);
        bank.turn(line);

        CompletableFuture<Decision> decision = ledger.take(ANN, 1);
        passes(Duration.ofMillis(25), ledger);
        assertThat(decision).isNotDone();
        passes(Duration.ofMillis(25), ledger);

        assertThat(decision).isCompletedWithValueMatching(value -> value.admitted() == admitted);
        assertThat(ledger.state().outage()).isEmpty();
    }

    @Test
    void whereTheBankIsKnownToBeQuickADenialComesWithinFiftyMilliseconds() {
        SharedLedger ledger = gateways(OnLedgerFailure.DENY, 1).get(0);
        getToKnow(ledger);
        bank.turn(Line.HANGS);

        CompletableFuture<Decision> decision = ledger.take(ANN, 1);
        passes(Duration.ofMillis(50), ledger);

        assertThat(decision)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(LedgerUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(OnLedgerFailure.class)
    void aGatewayThatDoesNotKnowItsBankYetWaitsForIt(OnLedgerFailure policy) {
        SharedLedger ledger = gateways(policy, 1).get(0);
        bank.turn(Line.LATE);

        CompletableFuture<Decision> decision = ledger.take(ANN, 1);
        passes(Duration.ofMillis(400), ledger);
        assertThat(decision).isNotDone();

        bank.answerLate();
        assertThat(decision).isCompletedWithValueMatching(Decision::admitted);
    }

    @Test
    void whoHasNotBeenRefusedByABankThatHangsGetsAPartWhenThatIsFoundOut() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.HANGS);

        CompletableFuture<Decision> decision = ledger.take(ANN, 1);
        passes(Duration.ofMillis(490), ledger);
        assertThat(decision).isNotDone();

        passes(Duration.ofMillis(20), ledger);
        assertThat(decision).isCompletedWithValueMatching(Decision::admitted);
    }

    /** What the bank said of it may be old by then: others, to whom the bank answers, may have spent it all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsSpentBesideABankThatIsLateForOneAlone(boolean known) {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 1);
        SwitchedBank line = new SwitchedBank(accounts, clock);
        SharedLedger alone = gateway(line, OnLedgerFailure.SHARE);
        ledgers.add(alone);
        ledgers.forEach(BankOutageTest::sayPresent);
        if (known) {
            getToKnow(alone);
        }
        Client large = Client.of("large", Limit.of(200, new BigDecimal("0.01")));
        int admitted = spend(large, 20, ledgers);
        line.turn(Line.LATE);

        admitted += spend(large, 400, ledgers);
        for (int spent = -1; spent < admitted; ) {
            spent = admitted;
            admitted += spend(large, 400, ledgers.subList(0, 1));
        }
        line.answerLate();
        line.turn(Line.UP);
        admitted += spend(large, 2_000, ledgers);

        assertThat(admitted).isBetween(150, 200);
    }

    @Test
    void whoWaitsOnAfterAnAnswerIsDecidedThoughTheBankHasGoneMeanwhile() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.LATE);
        CompletableFuture<Decision> first = ledger.take(ANN, 1);
        CompletableFuture<Decision> second = ledger.take(ANN, 10);
        cut(Line.REFUSES, List.of(ledger));
        clock.advance(Duration.ofMillis(100));
        bank.answerLate();

        passes(Duration.ofMillis(50), ledger);

        assertThat(first).isCompletedWithValueMatching(Decision::admitted);
        assertThat(second).isCompletedWithValueMatching(Decision::admitted);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 15", "3, 10", "4, 7", "31, 0"})
    void eachSpendsItsFairShareOfWhatItNeverAskedFor(int gateways, int share) {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, gateways);
        cut(Line.REFUSES, ledgers);

        for (SharedLedger ledger : ledgers) {
            assertThat(admitted(ledger, 40)).isEqualTo(share);
        }
    }

    @Test
    void nobodyKnowsWhetherTokensWereAddedWithoutAnAnswer() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.REFUSES);

        assertThatThrownBy(() -> ledger.add(ANN, 5).join()).hasCauseInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void theShareRefillsAtItsPartOfTheRate() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 3);
        cut(Line.REFUSES, ledgers);
        ledgers.forEach(ledger -> admitted(ledger, 40));

        passes(Duration.ofSeconds(4), ledgers);

        for (SharedLedger ledger : ledgers) {
            assertThat(admitted(ledger, 40)).isEqualTo(4);
        }
    }

    @Test
    void whatIsLeasedIsSpentFirstAndThenAPartOfWhatWasLeft() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 3);
        ledgers.forEach(ledger -> assertThat(admitted(ledger, 2)).isEqualTo(2));
        cut(Line.REFUSES, ledgers);

        int admitted = ledgers.stream().mapToInt(ledger -> admitted(ledger, 40)).sum();

        assertThat(admitted).isBetween(15, 30);
    }

    @Test
    void allowLetsAllPass() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.ALLOW, 1);
        cut(Line.REFUSES, ledgers);

        assertThat(admitted(ledgers.get(0), 100)).isEqualTo(100);
    }

    @Test
    void denyDecidesNothing() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.DENY, 1);
        cut(Line.REFUSES, ledgers);

        assertThat(ledgers.get(0).take(ANN, 1))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void theOutageIsSeenWithoutARequestAndSoIsItsEnd() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.REFUSES);
        ledger.present().join();
        assertThat(ledger.state().outage())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo("connection refused"));

        bank.turn(Line.UP);
        ledger.present().join();

        assertThat(ledger.state().outage()).isEmpty();
    }

    /** As with a cluster of which one server is gone. */
    @Test
    void aPartThatIsAwayIsNotBackBecauseTheOthersAnswer() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        Client bob = Client.of("bob", Limit.of(30, 3));
        bank.lose(BucketNames.of(ANN));
        assertThat(ledger.take(ANN, 1)).isCompleted();

        ledger.present().join();
        assertThat(ledger.level(bob)).isCompletedWithValue(Level.ofTokens(30));

        assertThat(ledger.state().outage())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo("a part is gone"));

        bank.findLost();
        ledger.present().join();
        assertThat(ledger.state().outage()).isEmpty();
    }

    @Test
    void aBucketThatAloneCanNotBeDrawnFromIsNoOutageForLong() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.lose(BucketNames.of(ANN));
        assertThat(ledger.take(ANN, 1)).isCompleted();
        clock.advance(Duration.ofSeconds(29));
        ledger.present().join();
        assertThat(ledger.state().outage()).isPresent();

        clock.advance(Duration.ofSeconds(2));
        ledger.present().join();

        assertThat(ledger.state().outage()).isEmpty();
    }

    /** As with a server that another one takes the place of. */
    @Test
    void anAnswerThatIsLostForGoodSaysNothingOfABankThatIsBack() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.HANGS);
        CompletableFuture<Decision> unused = ledger.take(ANN, 1);
        passes(FOUND_OUT, ledger);
        assertThat(ledger.state().outage()).isPresent();

        bank.turn(Line.UP);
        ledger.present().join();

        for (int i = 0; i < 200; i++) {
            passes(STEP, ledger);
            assertThat(ledger.state().outage()).isEmpty();
        }
    }

    @Test
    void aBankThatIsBackAndHangsIsAwayAgain() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        bank.turn(Line.HANGS);
        CompletableFuture<Decision> unused = ledger.take(ANN, 1);
        passes(FOUND_OUT, ledger);
        bank.turn(Line.UP);
        ledger.present().join();
        bank.turn(Line.HANGS);

        passes(FOUND_OUT, ledger);

        assertThat(ledger.state().outage()).isPresent();
    }

    @Test
    void whatWasSpentMeanwhileIsOwed() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 3);
        cut(Line.REFUSES, ledgers);
        ledgers.forEach(ledger -> admitted(ledger, 40));

        bank.turn(Line.UP);
        ledgers.forEach(ledger -> ledger.present().join());
        passes(Duration.ofSeconds(2), ledgers);

        assertThat(ledgers.get(0).level(ANN).join().tokens()).isBetween(5L, 6L);
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
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 3);
        Limit limit = Limit.of(50, 100);
        Client bob = Client.of("bob", limit);
        Law law = new Law(new Terms("bob", 0, 50 * Slice.TOKEN, 100 * Slice.TOKEN), 50 * Slice.TOKEN, now());

        int before = spend(bob, 3000, ledgers, law);
        bank.turn(line);
        int during = spend(bob, millis, ledgers, law);
        bank.turn(Line.UP);
        int after = spend(bob, 5000, ledgers, law);

        assertThat(before).isGreaterThan(330);
        assertThat(during).isGreaterThan((millis - 2_000) / 10 * 9 / 10);
        assertThat(after).isGreaterThan(350);
    }

    @ParameterizedTest
    @CsvSource({"14, 140", "5, 50", "50, 100"})
    void whatOneAloneOwesIsPaidThoughOthersHaveTheRate(long capacity, long rate) {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 2);
        SwitchedBank line = new SwitchedBank(accounts, clock);
        SharedLedger alone = gateway(line, OnLedgerFailure.SHARE);
        ledgers.add(1, alone);
        ledgers.forEach(BankOutageTest::sayPresent);
        Client bob = Client.of("bob", Limit.of(capacity, rate));
        int admitted = spend(bob, 3000, ledgers);

        for (int cut = 0; cut < 10; cut++) {
            line.turn(Line.REFUSES);
            sayPresent(alone);
            admitted += spend(bob, 300, ledgers);
            line.turn(Line.UP);
            sayPresent(alone);
            admitted += spend(bob, 700, ledgers);
        }
        admitted += spend(bob, 5000, ledgers);

        double lawful = capacity + rate * 18.0;
        assertThat((double) admitted).isBetween(0.85 * lawful, lawful);
    }

    @Test
    void whatIsLeftIsToldAsItWasLastHeard() {
        SharedLedger ledger = gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(admitted(ledger, 4)).isEqualTo(4);
        bank.turn(Line.REFUSES);

        assertThat(ledger.level(ANN)).isCompletedWithValue(Level.ofTokens(26));
        assertThat(ledger.level(Client.of("nobody", Limit.of(7, 1)))).isCompletedWithValue(Level.ofTokens(7));
    }

    @Test
    void atTheEndEverythingIsGivenBack() {
        List<SharedLedger> ledgers = gateways(OnLedgerFailure.SHARE, 3);
        Client bob = Client.of("bob", Limit.of(1_000, Limit.MIN_RATE));
        ledgers.forEach(ledger -> assertThat(ledger.take(bob, 1)).isCompletedWithValueMatching(Decision::admitted));

        ledgers.forEach(ledger -> ledger.close(Duration.ofSeconds(1)));

        SharedLedger next = gateways(OnLedgerFailure.SHARE, 1).get(0);
        assertThat(next.take(bob, 997)).isCompletedWithValueMatching(Decision::admitted);
    }

    /** Takes from so many buckets that the gateway knows how quick its bank is. */
    private static void getToKnow(SharedLedger ledger) {
        for (int i = 0; i < KNOWN; i++) {
            assertThat(ledger.take(Client.of("client-" + i, Limit.of(2, 1)), 1)).isCompleted();
        }
    }

    private int spend(Client client, int millis, List<SharedLedger> ledgers) {
        return spend(client, millis, ledgers, admitted -> {});
    }

    private int spend(Client client, int millis, List<SharedLedger> ledgers, Law law) {
        return spend(client, millis, ledgers, at -> law.admitted(Slice.TOKEN, at));
    }

    private int spend(Client client, int millis, List<SharedLedger> ledgers, LongConsumer admissions) {
        List<CompletableFuture<Decision>> waiting = new ArrayList<>();
        int admitted = 0;
        for (int at = 0; at < millis; at += (int) STEP.toMillis()) {
            for (int i = 0; i < ledgers.size(); i++) {
                for (int n = 0; n <= i; n++) {
                    waiting.add(ledgers.get(i).take(client, 1));
                }
            }
            clock.advance(STEP);
            bank.answerLate();
            ledgers.forEach(SharedLedger::lookAfterWaiting);
            if (at % 200 == 0) {
                ledgers.forEach(SharedLedger::look);
            }
            if (at % 500 == 0) {
                ledgers.forEach(BankOutageTest::sayPresent);
            }
            for (Iterator<CompletableFuture<Decision>> decisions = waiting.iterator(); decisions.hasNext(); ) {
                CompletableFuture<Decision> decision = decisions.next();
                if (decision.isDone()) {
                    decisions.remove();
                    if (decision.join().admitted()) {
                        admitted++;
                        admissions.accept(now());
                    }
                }
            }
        }
        return admitted;
    }

    /** Does not wait for an answer, which may never come. */
    private static void sayPresent(SharedLedger ledger) {
        var unused = ledger.present();
    }

    private long now() {
        return clock.nanos() / 1_000;
    }

    private static int admitted(SharedLedger ledger, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += ledger.take(ANN, 1).join().admitted() ? 1 : 0;
        }
        return admitted;
    }

    private void cut(Line line, List<SharedLedger> ledgers) {
        bank.turn(line);
        ledgers.forEach(ledger -> ledger.present().join());
    }

    private void passes(Duration time, SharedLedger ledger) {
        passes(time, List.of(ledger));
    }

    private void passes(Duration time, List<SharedLedger> ledgers) {
        for (long left = time.toMillis(); left > 0; left -= STEP.toMillis()) {
            clock.advance(STEP);
            ledgers.forEach(SharedLedger::lookAfterWaiting);
            ledgers.forEach(SharedLedger::look);
        }
    }

    private List<SharedLedger> gateways(OnLedgerFailure policy, int count) {
        List<SharedLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ledgers.add(gateway(bank, policy));
        }
        ledgers.forEach(ledger -> ledger.present().join());
        ledgers.forEach(ledger -> ledger.present().join());
        return ledgers;
    }

    private SharedLedger gateway(Bank line, OnLedgerFailure policy) {
        return new SharedLedger(line, policy, Limit.of(1, 1), 100, clock, clock::instant);
    }
}
