package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HoldingTest {

    private static final long TOKEN = Slice.TOKEN;
    private static final long SECOND = 1_000_000;
    private static final long MOMENT = 300_000;

    private final Terms terms = new Terms("bucket", 1, 10 * TOKEN, TOKEN);
    private final AtomicInteger names = new AtomicInteger();
    private final Tally tally = new Tally();
    private final Holding<Request> holding =
            new Holding<>(terms, () -> "lease " + names.incrementAndGet(), () -> MOMENT, tally, 0);

    @Test
    void theFirstRequestWaitsForADrawThatAsksForIt() {
        assertThat(holding.take(new Request(2 * TOKEN), 0)).isEqualTo(Verdict.WAITS);

        assertThat(holding.next(0)).hasValueSatisfying(draw -> {
            assertThat(draw.after()).isZero();
            assertThat(draw.back()).isEqualTo(Slice.NOTHING);
            assertThat(draw.ask().waiting()).isEqualTo(2 * TOKEN);
        });
    }

    @Test
    void allWhoWaitShareOneDraw() {
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();
        holding.take(new Request(TOKEN), 1);
        holding.take(new Request(TOKEN), 2);
        assertThat(holding.next(2)).isEmpty();

        assertThat(admitted(answer(draw, 3 * TOKEN, 7 * TOKEN, 3))).containsExactly(true, true, true);
    }

    @Test
    void whoWasAskedForIsDecidedByTheAnswer() {
        holding.take(new Request(TOKEN), 0);
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();

        assertThat(admitted(answer(draw, TOKEN, 9 * TOKEN, 1))).containsExactly(true, false);
        assertThat(holding.waiting()).isZero();
    }

    @Test
    void whoCameLaterWaitsOnIfTheBankHasMore() {
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();
        holding.take(new Request(TOKEN), 1);

        assertThat(admitted(answer(draw, TOKEN, 9 * TOKEN, 2))).containsExactly(true);
        assertThat(holding.next(3))
                .hasValueSatisfying(next -> assertThat(next.ask().waiting()).isEqualTo(TOKEN));
    }

    @Test
    void whereTheBankHasJustHadNothingARequestIsRefusedAtOnce() {
        holding.take(new Request(TOKEN), 0);
        answer(holding.next(0).orElseThrow(), 0, 0, 1);

        assertThat(holding.take(new Request(TOKEN), 2)).isEqualTo(Verdict.REFUSED);
        assertThat(holding.take(new Request(TOKEN), Holding.SPACING_MICROS + 1)).isEqualTo(Verdict.WAITS);
    }

    @Test
    void aCostAboveTheCapacityIsRefusedWithoutAsking() {
        assertThat(holding.take(new Request(11 * TOKEN), 0)).isEqualTo(Verdict.REFUSED);
        assertThat(holding.next(0)).isEmpty();
    }

    /** Else who can never pass would take from others what he has no use for. */
    @Test
    void aCostAboveTheCapacityIsNoDemand() {
        Holding<Request> dear = holdingOf(1000);
        for (int micros = 0; micros < SECOND; micros += 10_000) {
            assertThat(dear.take(new Request(1001 * TOKEN), micros)).isEqualTo(Verdict.REFUSED);
        }
        Holding<Request> other = holdingOf(1000);

        assertThat(demandOfTwo(dear, SECOND)).isEqualTo(demandOfTwo(other, SECOND));
    }

    @Test
    void aDrawWithoutAnAnswerIsSentAgainAsItWas() {
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();

        assertThat(holding.next(Holding.RETRY_MICROS - 1)).isEmpty();
        assertThat(holding.next(Holding.RETRY_MICROS)).contains(draw);
    }

    @Test
    void afterTheFirstNoMoreThanFourAreSentInASecond() {
        Holding<Request> large = holdingOf(1000);
        int sent = -1;
        for (int micros = 0; micros < SECOND; micros += 1_000) {
            large.take(new Request(TOKEN), micros);
            Draw draw = large.next(micros).orElse(null);
            if (draw != null) {
                sent++;
                grant(large, draw, 1, 100, micros);
            }
        }

        assertThat(sent).isEqualTo(Pace.MOST);
    }

    @Test
    void nobodyWaitsForADrawThatMayNotBeSentYet() {
        Holding<Request> large = holdingOf(1000);
        for (int micros = 0; micros <= Pace.MOST; micros++) {
            large.take(new Request(TOKEN), micros);
            Draw draw = large.next(micros).orElseThrow();
            large.take(new Request(TOKEN), micros);
            grant(large, draw, 1, 100, micros);
        }

        assertThat(large.waiting()).isZero();
        assertThat(large.take(new Request(TOKEN), 1 + Pace.MOST)).isEqualTo(Verdict.REFUSED);
        assertThat(large.take(new Request(TOKEN), SECOND + 1)).isEqualTo(Verdict.WAITS);
    }

    @Test
    void whatNobodySpendsGoesBack() {
        Holding<Request> large = holdingOf(1000);
        grant(large, drawnByTwo(large), 5, 990, 1);

        assertThat(large.next(Release.IDLE_MICROS - 1)).isEmpty();
        assertThat(large.next(Release.IDLE_MICROS)).hasValueSatisfying(draw -> {
            assertThat(draw.last()).isTrue();
            assertThat(draw.back()).isEqualTo(new Slice(5 * TOKEN, 0, 3 * TOKEN));
        });
    }

    @Test
    void aLeaseIsOverBeforeItIsOverAtTheBankFromWhenTheDrawWasSent() {
        Holding<Request> large = holdingOf(1000);
        grant(large, drawnByTwo(large), 5, 990, SECOND);
        long over = Lease.usable(Bank.LEASE_MICROS);

        assertThat(large.takeHeld(new Request(TOKEN), over - 1)).isTrue();
        assertThat(large.takeHeld(new Request(TOKEN), over)).isFalse();
        assertThat(tally.burnt()).isEqualTo(2 * TOKEN);
    }

    @Test
    void anAnswerToAnEarlierLeaseIsNotBelieved() {
        holding.take(new Request(TOKEN), 0);
        Draw late = holding.next(0).orElseThrow();
        holding.next(Bank.LEASE_MICROS);

        assertThat(answer(late, 5 * TOKEN, 5 * TOKEN, Bank.LEASE_MICROS)).isEmpty();
        assertThat(holding.slice()).isEqualTo(Slice.NOTHING);
    }

    @Test
    void aLostLeaseIsBurntAndWhoWaitsIsAskedForAgain() {
        holding.take(new Request(TOKEN), 0);
        answer(holding.next(0).orElseThrow(), 3 * TOKEN, 0, 1);
        holding.take(new Request(5 * TOKEN), Holding.SPACING_MICROS + 1);
        Draw draw = holding.next(Holding.SPACING_MICROS + 1).orElseThrow();

        holding.answered(draw, new Answer.Lost(), Holding.SPACING_MICROS + 2);

        assertThat(holding.slice()).isEqualTo(Slice.NOTHING);
        assertThat(holding.next(Holding.SPACING_MICROS + 3)).hasValueSatisfying(again -> {
            assertThat(again.lease()).isNotEqualTo(draw.lease());
            assertThat(again.ask().waiting()).isEqualTo(5 * TOKEN);
        });
    }

    @Test
    void whoComesJustAfterALeaseIsLostIsNotRefusedByWhatABankSaidThatHasForgotten() {
        holding.take(new Request(TOKEN), 0);
        answer(holding.next(0).orElseThrow(), TOKEN, 0, 1);
        holding.owe(1);
        Draw draw = holding.next(2).orElseThrow();

        holding.answered(draw, new Answer.Lost(), 3);

        assertThat(holding.take(new Request(TOKEN), 4)).isEqualTo(Verdict.WAITS);
    }

    @Test
    void aSmallerLimitShrinksTheSliceAndTheRestGoesBack() {
        holding.take(new Request(TOKEN), 0);
        answer(holding.next(0).orElseThrow(), 5 * TOKEN, 5 * TOKEN, 1);

        holding.update(new Terms("bucket", 2, 2 * TOKEN, 1));

        assertThat(holding.takeHeld(new Request(TOKEN), 2)).isTrue();
        assertThat(holding.takeHeld(new Request(TOKEN), 2)).isFalse();
        assertThat(holding.next(3))
                .hasValueSatisfying(draw -> assertThat(draw.back().tokens()).isEqualTo(3 * TOKEN));
    }

    @Test
    void newerTermsAreTheBanksWithOneDrawHoweverOftenTheyAreAnnounced() {
        Holding<Request> large = holdingOf(1000);
        grant(large, drawnByTwo(large), 5, 990, 1);
        Terms newer = new Terms("bucket", 2, 2000 * TOKEN, 1000 * TOKEN);
        large.announce(newer);
        Draw told = large.next(2).orElseThrow();
        large.announce(newer);

        Pool pool = new Pool(newer, 990 * TOKEN, 1000 * TOKEN, 990 * TOKEN, 0, 0, 1);
        large.answered(told, new Answer.Grant(4, Slice.NOTHING, pool), 3);

        assertThat(large.next(4)).isEmpty();
    }

    @Test
    void whoHasWaitedIsDemandedOnce() {
        assertThat(demandAfterWaiting(1)).isEqualTo(demandAfterWaiting(0)).isPositive();
    }

    private long demandAfterWaiting(int attempts) {
        Holding<Request> waiting = holdingOf(1000);
        grant(waiting, drawnByTwo(waiting), 2, 990, 1);
        waiting.take(new Request(TOKEN), 10);
        Request late = waiting.abandon(Optional::of).get(0);
        for (int i = 0; i < attempts; i++) {
            assertThat(waiting.takeAfterAll(late, 10)).isFalse();
        }
        waiting.owe(1);
        return waiting.next(10).orElseThrow().demand();
    }

    @Test
    void whatIsOwedIsToldWithTheLastDrawAlsoIfNothingIsHeld() {
        holding.owe(3 * TOKEN);

        assertThat(holding.close(0)).hasValueSatisfying(draw -> {
            assertThat(draw.last()).isTrue();
            assertThat(draw.owed()).isEqualTo(3 * TOKEN);
        });
    }

    @Test
    void aDebtIsToldAgainIfTheBankHasLostTheLease() {
        holding.owe(3 * TOKEN);
        Draw told = holding.next(0).orElseThrow();

        holding.answered(told, new Answer.Lost(), 1);

        assertThat(holding.next(1)).hasValueSatisfying(again -> {
            assertThat(again.lease()).isNotEqualTo(told.lease());
            assertThat(again.owed()).isEqualTo(3 * TOKEN);
        });
    }

    @Test
    void aRequestThatComesAloneTakesWhatItNeedsForAMomentAndNothingGoesBack() {
        Holding<Request> large = holdingOf(1000);
        answerAlone(large, 999);

        assertThat(large.slice()).isEqualTo(new Slice(TOKEN, 0, 0));
        for (long micros = 1; micros < PassThrough.MEMORY_MICROS; micros += 10_000) {
            assertThat(large.next(micros)).isEmpty();
            assertThat(large.isEmpty(micros)).isFalse();
        }
        assertThat(large.isEmpty(PassThrough.MEMORY_MICROS)).isTrue();
        assertThat(large.slice()).isEqualTo(Slice.NOTHING);
        assertThat(tally.burnt()).isZero();
    }

    @Test
    void ofFewTokensOneThatComesSeldomTakesWhatItNeedsForAMomentEachTime() {
        int draws = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 3) {
            assertThat(holding.take(new Request(TOKEN), now)).isEqualTo(Verdict.WAITS);
            Draw draw = holding.next(now).orElseThrow();
            assertThat(draw.ask()).isEqualTo(new Draw.Ask(0, 0, TOKEN, 0, 0, TOKEN));
            assertThat(draw.lentMicros()).isEqualTo(MOMENT);
            assertThat(admitted(answer(draw, TOKEN, 9 * TOKEN, now))).containsExactly(true);
            draws++;
        }

        assertThat(tally.draws()).isEqualTo(draws);
    }

    @Test
    void ofFewTokensWhoComesOftenHasASlice() {
        for (int i = 0; i < 20; i++) {
            long now = i * SECOND / 20;
            holding.take(new Request(TOKEN), now);
            holding.next(now).ifPresent(draw -> answer(draw, TOKEN, 9 * TOKEN, now));
        }
        assertThat(tally.draws()).isLessThanOrEqualTo(2 * Pace.MOST);
        holding.take(new Request(TOKEN), 2 * SECOND);

        assertThat(holding.next(2 * SECOND))
                .hasValueSatisfying(draw -> assertThat(draw.lentMicros()).isEqualTo(Bank.LEASE_MICROS));
    }

    @Test
    void theRoomOfARequestGoesBackAtOnceWhereItIsAGoodPartOfTheBucket() {
        Holding<Request> tiny = holdingOf(3);
        answerAlone(tiny, 2);

        assertThat(tiny.next(2)).hasValueSatisfying(draw -> {
            assertThat(draw.last()).isTrue();
            assertThat(draw.back()).isEqualTo(new Slice(TOKEN, 0, 0));
        });
    }

    @Test
    void whatIsGivenForAMomentAndComesTooLateIsBurntAndAskedForAgain() {
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();

        assertThat(answer(draw, TOKEN, 9 * TOKEN, Lease.usable(MOMENT))).isEmpty();
        assertThat(tally.burnt()).isEqualTo(TOKEN);
        assertThat(holding.next(MOMENT)).hasValueSatisfying(again -> {
            assertThat(again.lease()).isNotEqualTo(draw.lease());
            assertThat(again.ask().waiting()).isEqualTo(TOKEN);
        });
    }

    @Test
    void ofABucketThatHardlyFillsATokenMayComeLate() {
        Terms dry = new Terms("bucket", 1, 5 * TOKEN, 1);
        Holding<Request> five = new Holding<>(dry, () -> "lease", () -> MOMENT, tally, 0);
        five.take(new Request(TOKEN), 0);
        Draw draw = five.next(0).orElseThrow();
        assertThat(draw.isMomentary()).isTrue();

        Answer.Grant grant =
                new Answer.Grant(1, new Slice(TOKEN, 0, TOKEN), new Pool(dry, 4 * TOKEN, 1, 4 * TOKEN, 0, 0, 1));
        assertThat(admitted(five.answered(draw, grant, SECOND))).containsExactly(true);
        assertThat(tally.burnt()).isZero();
    }

    /** The bank may have it again by the time the next draw comes there. */
    @Test
    void whatIsHeldForAMomentIsNotKept() {
        Holding<Request> large = holdingOf(1000);
        large.take(new Request(2 * TOKEN), SECOND);
        Draw draw = large.next(SECOND).orElseThrow();
        assertThat(large.abandon(Optional::of)).hasSize(1);
        Pool pool = new Pool(large.terms(), 998 * TOKEN, 1000 * TOKEN, 998 * TOKEN, 0, 0, 1);
        large.answered(draw, new Answer.Grant(2, new Slice(2 * TOKEN, 0, 2 * TOKEN), pool), SECOND);

        large.take(new Request(TOKEN), SECOND + 1);
        large.take(new Request(3 * TOKEN), SECOND + 1);

        assertThat(large.next(SECOND + 1)).hasValueSatisfying(next -> {
            assertThat(next.lentMicros()).isEqualTo(Bank.LEASE_MICROS);
            assertThat(next.kept()).isZero();
            assertThat(next.back()).isEqualTo(new Slice(2 * TOKEN, 0, TOKEN));
        });
    }

    @Test
    void anAnswerIsWaitedForLongerThanAMoment() {
        holding.take(new Request(TOKEN), 0);
        Draw draw = holding.next(0).orElseThrow();

        assertThat(holding.next(Holding.RETRY_MICROS)).contains(draw);
        assertThat(holding.unanswered(Holding.RETRY_MICROS)).isEqualTo(Holding.RETRY_MICROS);
    }

    @Test
    void aSecondRequestSoonIsGivenARealLeaseWithoutWaiting() {
        Holding<Request> large = holdingOf(1000);
        answerAlone(large, 999);

        assertThat(large.take(new Request(TOKEN), 2)).isEqualTo(Verdict.WAITS);
        assertThat(large.next(2)).hasValueSatisfying(draw -> {
            assertThat(draw.back()).isEqualTo(new Slice(TOKEN, 0, 0));
            assertThat(draw.ask().more()).isPositive();
        });
    }

    /** Nobody has been told no by a draw that asked for somebody else. */
    @Test
    void whoIsGivenUpIsNoLongerAskedFor() {
        Holding<Request> large = holdingOf(1000);
        large.take(new Request(TOKEN), 0);
        Draw draw = large.next(0).orElseThrow();
        large.take(new Request(2 * TOKEN), 1);

        assertThat(large.abandon(request -> request.cost() == TOKEN ? Optional.of(request) : Optional.empty()))
                .hasSize(1);
        assertThat(large.waiting()).isEqualTo(1);

        grant(large, draw, 1, 999, 2);
        assertThat(large.waiting()).isEqualTo(1);
        assertThat(large.next(2))
                .hasValueSatisfying(next -> assertThat(next.ask().waiting()).isEqualTo(2 * TOKEN));
    }

    @Test
    void aBankThatHasJustHadNothingHasRefused() {
        Holding<Request> large = holdingOf(1000);
        Request request = new Request(TOKEN);
        assertThat(large.isRefused(request, 0)).isFalse();

        large.take(request, 0);
        grant(large, large.next(0).orElseThrow(), 1, 0, 1);

        assertThat(large.isRefused(request, 2)).isTrue();
        assertThat(large.isRefused(request, 1 + 2 * Holding.SPACING_MICROS)).isFalse();
    }

    /** What it said before counts no more. */
    @Test
    void aBankThatHasLostALeaseHasRefusedNobody() {
        Holding<Request> large = holdingOf(1000);
        large.take(new Request(TOKEN), 0);
        grant(large, large.next(0).orElseThrow(), 1, 0, 1);
        assertThat(large.isRefused(new Request(TOKEN), 2)).isTrue();

        large.owe(TOKEN);
        large.answered(large.next(2).orElseThrow(), new Answer.Lost(), 3);

        assertThat(large.isRefused(new Request(TOKEN), 4)).isFalse();
    }

    @Test
    void whatCameTooLateForWhoWaitedGoesBackAtOnce() {
        Holding<Request> large = holdingOf(1000);
        large.take(new Request(TOKEN), 0);
        Draw draw = large.next(0).orElseThrow();
        assertThat(large.abandon(Optional::of)).hasSize(1);
        grant(large, draw, 1, 999, 1);

        assertThat(large.next(2))
                .hasValueSatisfying(back -> assertThat(back.back()).isEqualTo(new Slice(TOKEN, 0, TOKEN)));
    }

    @Test
    void whatWasGivenBeforeTheBankHeardOfASmallerLimitShrinksWithIt() {
        Draw draw = drawnByTwo(holding);
        Terms smaller = new Terms("bucket", 2, 4 * TOKEN, TOKEN);
        holding.update(smaller);

        List<Boolean> admitted = admitted(answer(draw, 5 * TOKEN, 5 * TOKEN, 1));

        assertThat(admitted).containsExactly(true, true);
        assertThat(holding.takeHeld(new Request(TOKEN), 2)).isFalse();
        assertThat(holding.next(3))
                .hasValueSatisfying(next -> assertThat(next.back().tokens()).isEqualTo(3 * TOKEN));
    }

    private Holding<Request> holdingOf(long tokens) {
        Terms many = new Terms("bucket", 1, tokens * TOKEN, 1000 * TOKEN);
        return new Holding<>(many, () -> "lease " + names.incrementAndGet(), () -> MOMENT, tally, 0);
    }

    /** A first request, and its answer. */
    private static void answerAlone(Holding<Request> of, long left) {
        of.take(new Request(TOKEN), 0);
        Draw draw = of.next(0).orElseThrow();
        assertThat(draw.ask()).isEqualTo(new Draw.Ask(0, 0, TOKEN, 0, 0, TOKEN));
        assertThat(admitted(grant(of, draw, 1, left, 1))).containsExactly(true);
    }

    /** What the second draw tells. */
    private static long demandOfTwo(Holding<Request> of, long now) {
        of.take(new Request(TOKEN), now);
        grant(of, of.next(now).orElseThrow(), 1, 990, now);
        of.take(new Request(TOKEN), now + 1);
        of.take(new Request(TOKEN), now + 1);
        return of.next(now + 1).orElseThrow().demand();
    }

    private static Draw drawnByTwo(Holding<Request> of) {
        of.take(new Request(TOKEN), 0);
        of.take(new Request(TOKEN), 0);
        return of.next(0).orElseThrow();
    }

    private static List<Holding.Decided<Request>> grant(
            Holding<Request> to, Draw draw, long tokens, long left, long now) {
        Pool pool = new Pool(to.terms(), left * TOKEN, to.terms().rate(), left * TOKEN, 0, 0, 1);
        return to.answered(draw, new Answer.Grant(2, new Slice(tokens * TOKEN, 0, tokens * TOKEN), pool), now);
    }

    private List<Holding.Decided<Request>> answer(Draw draw, long tokens, long left, long now) {
        Pool pool = new Pool(terms, left, 0, left, 0, 0, 1);
        return holding.answered(draw, new Answer.Grant(now + 1, new Slice(tokens, 0, tokens), pool), now);
    }

    private static List<Boolean> admitted(List<Holding.Decided<Request>> decided) {
        return decided.stream().map(Holding.Decided::admitted).toList();
    }

    private record Request(long cost) implements Waiting {}
}
