package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every bank keeps, in whatever language it counts. */
public abstract class BankContract {

    private static final long TOKEN = Slice.TOKEN;
    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_764_000_000 * SECOND;
    private static final Draw.Ask NOTHING = Draw.Ask.NOTHING;
    private static final long PATIENCE_SECONDS = 10;
    private static final AtomicLong NAMES = new AtomicLong();

    private final AtomicLong clock = new AtomicLong(NOW);
    private final String bucket = "bucket " + NAMES.incrementAndGet();
    private final Terms terms = new Terms(bucket, 1, 10 * TOKEN, TOKEN);
    private Bank bank;

    /** A bank that goes by this clock, in microseconds since 1970. */
    protected abstract Bank bank(AtomicLong clock);

    /** A bank that goes by its own clock. */
    protected abstract Bank bank();

    @BeforeEach
    void open() {
        bank = bank(clock);
    }

    @Test
    void whoWaitsIsGivenWhatIsThere() {
        Answer.Grant grant = draw(first("a", waitingFor(4)));

        assertThat(grant.slice()).isEqualTo(new Slice(4 * TOKEN, 0, 4 * TOKEN));
        assertThat(grant.pool()).isEqualTo(new Pool(terms, 6 * TOKEN, TOKEN, 6 * TOKEN, 0, 0, 1));
    }

    @Test
    void whereTooLittleIsThereWholeRequestsAreServed() {
        draw(first("a", waitingFor(7)));

        Draw.Ask fives = new Draw.Ask(0, 0, 10 * TOKEN, 0, 0, 2 * TOKEN);
        assertThat(draw(first("b", fives)).slice().tokens()).isEqualTo(2 * TOKEN);
    }

    @Test
    void partsOfATokenThatAreKeptAreMadeWhole() {
        Answer.Grant grant = draw(first("a", waitingFor(10)));
        draw(new Draw(
                "a",
                grant.stamp(),
                false,
                new Slice(9_700_000, 0, 700_000),
                300_000,
                NOTHING,
                0,
                0,
                Bank.LEASE_MICROS));
        Draw.Ask two = new Draw.Ask(0, 0, 1_700_000, 0, 0, TOKEN);

        Pool pool = audit();
        assertThat(pool.tokens()).isEqualTo(700_000);
        Answer.Grant second = draw(first("b", NOTHING));
        Draw draw = new Draw("b", second.stamp(), false, Slice.NOTHING, 300_000, two, 0, 0, Bank.LEASE_MICROS);
        assertThat(draw(draw).slice().tokens()).isEqualTo(700_000);
    }

    @Test
    void aPartOfWhatIsLeftIsGivenBesides() {
        Draw.Ask ask = new Draw.Ask(0, 0, 2 * TOKEN, 100 * TOKEN, TOKEN / 4, TOKEN);

        assertThat(draw(first("a", ask)).slice().tokens()).isEqualTo(4 * TOKEN);
    }

    @Test
    void noMoreThanIsWelcomeIsGivenBesides() {
        Draw.Ask ask = new Draw.Ask(0, 0, 2 * TOKEN, 3 * TOKEN, TOKEN, TOKEN);

        assertThat(draw(first("a", ask)).slice().tokens()).isEqualTo(5 * TOKEN);
    }

    @Test
    void rateAndCapacityAreGivenAsFarAsTheyAreThere() {
        assertThat(draw(first("a", new Draw.Ask(7 * TOKEN, TOKEN / 4, 0, 0, 0, TOKEN)))
                        .slice())
                .isEqualTo(new Slice(7 * TOKEN, TOKEN / 4, 7 * TOKEN));
        assertThat(draw(first("b", new Draw.Ask(7 * TOKEN, TOKEN, 0, 0, 0, TOKEN)))
                        .slice())
                .isEqualTo(new Slice(3 * TOKEN, TOKEN * 3 / 4, 3 * TOKEN));
    }

    @Test
    void whatIsNotLentFlowsIn() {
        draw(first("a", new Draw.Ask(4 * TOKEN, TOKEN / 4, 10 * TOKEN, 0, 0, TOKEN)));
        clock.addAndGet(2 * SECOND - 1);

        assertThat(audit().tokens()).isZero();
    }

    @Test
    void nothingOfTheFlowIsLostBetweenTwoDraws() {
        Terms slow = new Terms(bucket, 1, 10 * TOKEN, 7);
        audit(slow, new Opening(0, NOW));
        for (int i = 0; i < 200; i++) {
            clock.addAndGet(SECOND / 200);
            audit(slow);
        }

        assertThat(audit(slow).tokens()).isEqualTo(7);
    }

    @Test
    void theBucketFillsNoHigherThanWhatIsNotLent() {
        draw(first("a", waitingFor(4)));
        clock.addAndGet(SECOND);

        assertThat(audit().tokens()).isEqualTo(6 * TOKEN);
    }

    @Test
    void whatIsGivenBackIsThereForOthers() {
        Answer.Grant grant = draw(first("a", new Draw.Ask(0, TOKEN, 10 * TOKEN, 0, 0, TOKEN)));
        draw(last("a", grant.stamp(), new Slice(10 * TOKEN, TOKEN, 3 * TOKEN)));

        assertThat(audit()).isEqualTo(new Pool(terms, 10 * TOKEN, TOKEN, 3 * TOKEN, 0, 0, 0));
    }

    @Test
    void theSameDrawAgainIsAnsweredAsTheFirstTime() {
        Answer.Grant grant = draw(first("a", waitingFor(4)));
        Draw second = next("a", grant.stamp(), new Slice(TOKEN, 0, TOKEN), waitingFor(2));
        Answer.Grant once = draw(second);
        clock.addAndGet(SECOND);
        Answer.Grant twice = draw(second);

        assertThat(twice.stamp()).isEqualTo(once.stamp());
        assertThat(twice.slice()).isEqualTo(once.slice());
        assertThat(audit().capacity()).isEqualTo(5 * TOKEN);
    }

    @Test
    void aFirstDrawThatComesAgainGivesNothingAgain() {
        draw(first("a", waitingFor(4)));
        draw(first("a", waitingFor(4)));

        assertThat(audit().tokens()).isEqualTo(6 * TOKEN);
    }

    @Test
    void aDrawThatWasOvertakenIsLost() {
        Answer.Grant first = draw(first("a", waitingFor(4)));
        Draw second = next("a", first.stamp(), new Slice(TOKEN, 0, TOKEN), NOTHING);
        draw(next("a", draw(second).stamp(), Slice.NOTHING, NOTHING));

        assertThat(answer(terms, second)).isInstanceOf(Answer.Lost.class);
        assertThat(audit().tokens()).isEqualTo(7 * TOKEN);
    }

    @Test
    void aLeaseThatIsOverIsLostAndWithItItsTokens() {
        Answer.Grant grant = draw(first("a", new Draw.Ask(0, TOKEN, 10 * TOKEN, 0, 0, TOKEN)));
        clock.addAndGet(Bank.LEASE_MICROS);

        assertThat(answer(terms, next("a", grant.stamp(), grant.slice(), NOTHING)))
                .isInstanceOf(Answer.Lost.class);
        assertThat(audit()).isEqualTo(new Pool(terms, 10 * TOKEN, TOKEN, 0, 0, 0, 0));
    }

    @Test
    void aLeaseHoldsUntilTheLastMicrosecond() {
        Answer.Grant grant = draw(first("a", waitingFor(4)));
        clock.addAndGet(Bank.LEASE_MICROS - 1);

        assertThat(answer(terms, next("a", grant.stamp(), grant.slice(), NOTHING)))
                .isInstanceOf(Answer.Grant.class);
    }

    @Test
    void whatIsLentForAMomentIsBackAfterIt() {
        Answer.Grant grant = draw(first("a", waitingFor(4)));
        draw(new Draw("a", grant.stamp(), false, Slice.NOTHING, 0, NOTHING, 0, 0, 100));
        clock.addAndGet(99);
        assertThat(audit().capacity()).isEqualTo(6 * TOKEN);
        clock.incrementAndGet();

        assertThat(audit().capacity()).isEqualTo(10 * TOKEN);
    }

    @Test
    void theLeaseAndItsDemandGoOn() {
        Answer.Grant grant = draw(new Draw("a", 0, false, Slice.NOTHING, 0, waitingFor(4), 7, 0, 100));
        clock.addAndGet(Bank.LEASE_MICROS - 1);

        assertThat(audit().leases()).isOne();
        assertThat(audit().demand()).isEqualTo(7);
        assertThat(answer(terms, next("a", grant.stamp(), Slice.NOTHING, NOTHING)))
                .isInstanceOf(Answer.Grant.class);
    }

    @Test
    void whatIsBackByItselfIsNotGivenBack() {
        Answer.Grant grant = draw(momentary("a", waitingFor(4), 100));
        clock.addAndGet(100);

        assertThat(answer(terms, next("a", grant.stamp(), grant.slice(), NOTHING)))
                .isInstanceOf(Answer.Lost.class);
        assertThat(audit().capacity()).isEqualTo(10 * TOKEN);
    }

    @Test
    void roomThatIsBackFillsFromThenOnThoughNobodyComes() {
        draw(momentary("a", waitingFor(1), 100_000));
        clock.addAndGet(100_000 + 500_000);

        assertThat(audit().tokens()).isEqualTo(9 * TOKEN + TOKEN / 2);
    }

    @Test
    void rateThatIsBackFlowsInFromThenOn() {
        draw(new Draw(
                "a", 0, false, Slice.NOTHING, 0, new Draw.Ask(0, TOKEN / 4, 10 * TOKEN, 0, 0, TOKEN), 0, 0, SECOND));
        draw(new Draw("b", 0, false, Slice.NOTHING, 0, new Draw.Ask(0, TOKEN, 0, 0, 0, TOKEN), 0, 0, 2 * SECOND));
        clock.addAndGet(3 * SECOND);

        // Nothing has room in the first second, since a holds all of the capacity.
        assertThat(audit().tokens()).isEqualTo(TOKEN / 4 + TOKEN);
    }

    @Test
    void eachDrawProlongsTheLease() {
        Answer.Grant grant = draw(first("a", waitingFor(4)));
        clock.addAndGet(Bank.LEASE_MICROS - 1);
        draw(next("a", grant.stamp(), Slice.NOTHING, NOTHING));
        clock.addAndGet(Bank.LEASE_MICROS - 1);

        assertThat(audit().capacity()).isEqualTo(6 * TOKEN);
    }

    @Test
    void whatALateDrawOfAnEndedLeaseGivesBackIsNotBelieved() {
        Answer.Grant first = draw(first("a", waitingFor(4)));
        Draw second = next("a", first.stamp(), new Slice(2 * TOKEN, 0, 2 * TOKEN), NOTHING);
        draw(last("a", draw(second).stamp(), new Slice(2 * TOKEN, 0, 2 * TOKEN)));
        clock.incrementAndGet();
        // A copy of the first draw begins the lease anew, for nobody; its second is of another life.
        draw(first("a", waitingFor(4)));

        assertThat(answer(terms, second)).isInstanceOf(Answer.Lost.class);
        assertThat(audit().tokens()).isEqualTo(6 * TOKEN);
    }

    @Test
    void whatIsLentIsToldByWhatWasKeptAndGivenThatNobodyWaitedFor() {
        Draw.Ask half = new Draw.Ask(0, 0, 2 * TOKEN, 10 * TOKEN, TOKEN / 2, TOKEN);
        Answer.Grant grant = draw(first("a", half));
        assertThat(audit().lent()).isEqualTo(4 * TOKEN);

        draw(new Draw("a", grant.stamp(), false, Slice.NOTHING, 3 * TOKEN, waitingFor(2), 0, 0, Bank.LEASE_MICROS));
        draw(first("b", waitingFor(1)));

        assertThat(audit().lent()).isEqualTo(3 * TOKEN);
    }

    @Test
    void theDemandOfAllWhoHaveALeaseIsTold() {
        draw(demanding("a", 30));
        Pool pool = draw(demanding("b", 12)).pool();

        assertThat(pool.demand()).isEqualTo(42);
        assertThat(pool.leases()).isEqualTo(2);
    }

    @Test
    void aBucketOpensAtWhatWasWrittenDownAndWhatHasFlowedInSince() {
        Opening opening = new Opening(2 * TOKEN, NOW - 3 * SECOND);

        assertThat(audit(terms, opening).tokens()).isEqualTo(5 * TOKEN);
        assertThat(audit(terms, new Opening(10 * TOKEN, 0)).tokens()).isEqualTo(5 * TOKEN);
    }

    @Test
    void anOpeningOfTheFutureBringsNothing() {
        assertThat(audit(terms, new Opening(2 * TOKEN, NOW + SECOND)).tokens()).isEqualTo(2 * TOKEN);
    }

    @Test
    void anOpeningOfTheFutureHoldsNothingUp() {
        Opening ahead = new Opening(TOKEN, clock.get() + 10 * SECOND);
        audit(terms, ahead);
        clock.addAndGet(SECOND);

        assertThat(audit(terms, ahead).tokens()).isEqualTo(TOKEN + terms.rate());
    }

    @Test
    void aBucketThatHasAlwaysBeenFullOpensFull() {
        Terms large = new Terms(bucket, 1, 1_000_000_000 * TOKEN, 1_000_000_000 * TOKEN);

        assertThat(audit(large, new Opening(large.capacity(), 0)).tokens()).isEqualTo(large.capacity());
    }

    @Test
    void aNewerLimitCounts() {
        draw(first("a", new Draw.Ask(0, TOKEN / 2, 4 * TOKEN, 0, 0, TOKEN)));
        Terms larger = new Terms(bucket, 2, 20 * TOKEN, 3 * TOKEN);

        assertThat(audit(larger)).isEqualTo(new Pool(larger, 16 * TOKEN, TOKEN * 5 / 2, 6 * TOKEN, 0, 0, 1));
        assertThat(audit(terms).terms()).isEqualTo(larger);
    }

    @Test
    void aSmallerLimitLendsNothingUntilTheLargerIsBack() {
        Answer.Grant grant = draw(first("a", new Draw.Ask(0, TOKEN, 6 * TOKEN, 0, 0, TOKEN)));
        Terms smaller = new Terms(bucket, 2, 4 * TOKEN, TOKEN / 2);

        assertThat(audit(smaller)).isEqualTo(new Pool(smaller, 0, 0, 0, 0, 0, 1));
        clock.addAndGet(SECOND);
        assertThat(draw(smaller, first("b", waitingFor(1))).slice()).isEqualTo(Slice.NOTHING);
        draw(smaller, last("a", grant.stamp(), new Slice(6 * TOKEN, TOKEN, 5 * TOKEN)));
        assertThat(audit(smaller)).isEqualTo(new Pool(smaller, 4 * TOKEN, TOKEN / 2, 4 * TOKEN, 0, 0, 1));
    }

    /** Else it could be spent, though the bucket has held less meanwhile. */
    @Test
    void whatASmallerLimitHadNoRoomForDoesNotComeBackWhenTheLimitIsLargeAgain() {
        Terms again = new Terms(bucket, 3, 10 * TOKEN, TOKEN);

        assertThat(lentDuringADip(8, 2)).isEqualTo(new Pool(again, 10 * TOKEN, TOKEN, 2 * TOKEN, 0, 0, 0));
    }

    @Test
    void whatASmallerLimitHadRoomForComesBack() {
        assertThat(lentDuringADip(3, 4).tokens()).isEqualTo(4 * TOKEN);
    }

    /** What is there when so many tokens have come back that were lent while the limit was smaller for a while. */
    private Pool lentDuringADip(long tokens, long smaller) {
        Answer.Grant grant = draw(first("a", waitingFor(tokens)));
        Terms again = new Terms(bucket, 3, 10 * TOKEN, TOKEN);
        audit(new Terms(bucket, 2, smaller * TOKEN, TOKEN));
        audit(again);
        draw(again, last("a", grant.stamp(), grant.slice()));
        return audit(again);
    }

    /** The gateway could not tell by which of them it was given. */
    @Test
    void aDrawThatComesAgainUnderAnotherLimitIsLost() {
        Draw draw = first("a", waitingFor(4));
        draw(draw);

        assertThat(answer(new Terms(bucket, 2, 5 * TOKEN, TOKEN), draw)).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void whatWasSpentWithoutALeaseIsOwed() {
        draw(first("a", waitingFor(4)));
        draw(owing("b", 8));

        assertThat(audit().tokens()).isEqualTo(-2 * TOKEN);
        assertThat(draw(first("c", waitingFor(1))).slice()).isEqualTo(Slice.NOTHING);
        clock.addAndGet(SECOND);
        assertThat(audit().tokens()).isEqualTo(-TOKEN);
    }

    @Test
    void whatIsAddedIsThereAsFarAsThereIsRoom() {
        Answer.Grant all = draw(first("a", waitingFor(10)));
        draw(last("a", all.stamp(), new Slice(10 * TOKEN, 0, 0)));

        assertThat(draw(adding("b", 4)).pool().tokens()).isEqualTo(4 * TOKEN);
        assertThat(draw(adding("c", 1_000_000_000)).pool().tokens()).isEqualTo(10 * TOKEN);
        Answer.Grant again = draw(first("d", waitingFor(3)));
        draw(last("d", again.stamp(), new Slice(3 * TOKEN, 0, 0)));
        assertThat(audit().tokens()).isEqualTo(7 * TOKEN);
    }

    @Test
    void whatIsAddedIsThereOnceThoughItIsSaidTwice() {
        draw(owing("a", 10));

        Answer.Grant once = draw(adding("b", 4));
        clock.addAndGet(Bank.LEASE_MICROS - 1);
        Answer.Grant twice = draw(adding("b", 4));

        assertThat(twice.stamp()).isEqualTo(once.stamp());
        assertThat(twice.pool().tokens()).isEqualTo(4 * TOKEN + Bank.LEASE_MICROS - 1);
    }

    @Test
    void whatIsAddedToABucketThatIsLentComesWhenRoomComesBack() {
        Answer.Grant grant = draw(first("a", new Draw.Ask(8 * TOKEN, 0, 10 * TOKEN, 0, 0, TOKEN)));
        Slice six = new Slice(6 * TOKEN, 0, 0);

        assertThat(draw(adding("b", 7)).pool().tokens()).isZero();
        Answer.Grant next = draw(next("a", grant.stamp(), six, NOTHING));
        assertThat(next.pool().tokens()).isEqualTo(6 * TOKEN);
        draw(last("a", next.stamp(), new Slice(4 * TOKEN, 0, 0)));
        assertThat(audit().tokens()).isEqualTo(7 * TOKEN);
    }

    @Test
    void whatIsAddedIsGivenToWhoWaitsInTheSameDraw() {
        Answer.Grant grant = draw(first("a", waitingFor(10)));
        draw(adding("b", 10));

        assertThat(draw(next("a", grant.stamp(), new Slice(10 * TOKEN, 0, 0), waitingFor(4)))
                        .slice())
                .isEqualTo(new Slice(4 * TOKEN, 0, 4 * TOKEN));
        assertThat(audit().tokens()).isEqualTo(6 * TOKEN);
    }

    @Test
    void whatNobodyHasRoomForWhenAllIsBackIsGone() {
        Answer.Grant grant = draw(first("a", waitingFor(10)));
        draw(adding("b", 10));
        draw(next("a", grant.stamp(), grant.slice(), NOTHING));

        assertThat(audit().tokens()).isEqualTo(10 * TOKEN);
        Answer.Grant later = draw(first("c", waitingFor(5)));
        draw(last("c", later.stamp(), new Slice(5 * TOKEN, 0, 0)));
        assertThat(audit().tokens()).isEqualTo(5 * TOKEN);
    }

    @Test
    void theRoomOfALeaseThatIsLostIsFilledAsLongAsItLasts() {
        draw(first("a", waitingFor(10)));
        clock.addAndGet(SECOND);
        draw(adding("b", 10));
        clock.addAndGet(SECOND);

        assertThat(audit().tokens()).isEqualTo(10 * TOKEN);
    }

    @Test
    void roomThatComesBackLaterIsNotFilled() {
        Answer.Grant grant = draw(first("a", waitingFor(10)));
        draw(adding("b", 10));
        Answer.Grant kept = grant;
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(SECOND - 1);
            kept = draw(next("a", kept.stamp(), Slice.NOTHING, NOTHING));
        }
        draw(last("a", kept.stamp(), new Slice(10 * TOKEN, 0, 0)));

        assertThat(audit().tokens()).isZero();
    }

    @Test
    void whatIsAddedPaysWhatIsOwedFirst() {
        draw(owing("a", 12));

        assertThat(draw(adding("b", 5)).pool().tokens()).isEqualTo(3 * TOKEN);
    }

    @Test
    void tokensAreAddedToABucketThatTheBankDoesNotKeepYet() {
        Answer.Grant grant = (Answer.Grant) answer(terms, new Opening(2 * TOKEN, NOW), adding("a", 3));

        assertThat(grant.pool().tokens()).isEqualTo(5 * TOKEN);
    }

    @Test
    void aClockThatIsSetBackBringsNothing() {
        draw(first("a", waitingFor(10)));
        clock.addAndGet(-SECOND);
        assertThat(audit().tokens()).isZero();
        clock.addAndGet(2 * SECOND);

        assertThat(audit().tokens()).isZero();
    }

    @Test
    void bucketsDoNotShare() {
        draw(first("a", waitingFor(10)));
        Terms other = new Terms(bucket + "'", 1, 10 * TOKEN, TOKEN);

        assertThat(draw(other, first("a", waitingFor(10))).slice().tokens()).isEqualTo(10 * TOKEN);
    }

    @Test
    void whoIsThereIsCounted() {
        String one = "one of " + bucket;
        String other = "other of " + bucket;
        clock.addAndGet(Bank.PRESENT_MICROS + 1 + NAMES.get() * 100 * SECOND);

        assertThat(present(one)).isEqualTo(new Bank.Presence(1, clock.get()));
        assertThat(present(other).gateways()).isEqualTo(2);
        clock.addAndGet(Bank.PRESENT_MICROS);
        assertThat(present(other).gateways()).isEqualTo(2);
        clock.addAndGet(1);
        assertThat(present(other).gateways()).isEqualTo(1);
    }

    @Test
    void itsOwnClockIsTheTrueOne() {
        bank = bank();
        long opened = System.currentTimeMillis() * 1_000;
        Opening second = new Opening(0, opened - 5 * SECOND);

        Pool pool = audit(terms, second);

        assertThat(pool.tokens()).isBetween(5 * TOKEN, 9 * TOKEN);
    }

    /** Against the bucket in plain Java: whatever is drawn whenever, both answer the same, to the last millionth. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsLikeAnyOther(long seed) {
        Random random = new Random(seed);
        long capacity = (long) Math.exp(random.nextDouble() * Math.log(1e15));
        long rate = (long) Math.exp(random.nextDouble() * Math.log(1e15));
        Terms current = new Terms(bucket, 1, Math.max(1, capacity), Math.max(1, rate));
        Opening opening = new Opening(random.nextLong(capacity), NOW - random.nextLong(10 * SECOND));
        Account account = new Account(current, opening, clock.get());
        Map<String, Answer.Grant> leases = new HashMap<>();
        Map<String, Slice> held = new HashMap<>();
        List<Draw> sent = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            clock.addAndGet(random.nextLong(random.nextInt(10) == 0 ? 5 * SECOND : SECOND / 10));
            if (random.nextInt(20) == 0) {
                current = new Terms(
                        bucket,
                        current.version() + 1,
                        1 + random.nextLong(2 * current.capacity()),
                        1 + random.nextLong(2 * current.rate()));
            }
            Draw draw = random.nextInt(5) == 0 && !sent.isEmpty()
                    ? sent.get(random.nextInt(sent.size()))
                    : random(random, current, leases, held);
            sent.add(draw);
            Answer answer = answer(current, opening, draw);

            assertThat(answer).as("draw %d: %s", i, draw).isEqualTo(account.draw(current, draw, clock.get()));
            if (answer instanceof Answer.Grant grant && !draw.last()) {
                boolean again = leases.containsKey(draw.lease())
                        && leases.get(draw.lease()).stamp() == grant.stamp();
                held.merge(draw.lease(), again ? Slice.NOTHING : grant.slice(), Slice::plus);
                leases.put(draw.lease(), grant);
            } else {
                leases.remove(draw.lease());
                held.remove(draw.lease());
            }
        }
    }

    private static Draw random(Random random, Terms terms, Map<String, Answer.Grant> leases, Map<String, Slice> held) {
        String lease = "lease " + random.nextInt(4);
        long after = leases.containsKey(lease) ? leases.get(lease).stamp() : 0;
        Slice has = held.getOrDefault(lease, Slice.NOTHING);
        Slice back = new Slice(up(random, has.capacity()), up(random, has.rate()), 0);
        back = new Slice(back.capacity(), back.rate(), up(random, Math.min(back.capacity(), has.tokens())));
        held.put(lease, new Slice(has.capacity() - back.capacity(), has.rate() - back.rate(), 0));
        Draw.Ask ask = new Draw.Ask(
                up(random, terms.capacity()),
                up(random, terms.rate()),
                up(random, terms.capacity()),
                up(random, terms.capacity()),
                up(random, TOKEN),
                1 + random.nextLong(terms.capacity()));
        return new Draw(
                lease,
                after,
                random.nextInt(10) == 0,
                back,
                up(random, has.capacity()),
                ask,
                up(random, terms.rate()),
                random.nextInt(4) == 0 ? (random.nextBoolean() ? 1 : -1) * up(random, terms.capacity()) : 0,
                1 + random.nextLong(Bank.LEASE_MICROS));
    }

    private static long up(Random random, long to) {
        return random.nextInt(3) == 0 ? 0 : random.nextLong(to + 1);
    }

    private static Draw.Ask waitingFor(long tokens) {
        return new Draw.Ask(0, 0, tokens * TOKEN, 0, 0, TOKEN);
    }

    private static Draw first(String lease, Draw.Ask ask) {
        return momentary(lease, ask, Bank.LEASE_MICROS);
    }

    private static Draw momentary(String lease, Draw.Ask ask, long micros) {
        return new Draw(lease, 0, false, Slice.NOTHING, 0, ask, 0, 0, micros);
    }

    private static Draw demanding(String lease, long demand) {
        return new Draw(lease, 0, false, Slice.NOTHING, 0, NOTHING, demand, 0, Bank.LEASE_MICROS);
    }

    private static Draw owing(String lease, long tokens) {
        return new Draw(lease, 0, false, Slice.NOTHING, 0, NOTHING, 0, tokens * TOKEN, Bank.LEASE_MICROS);
    }

    private static Draw next(String lease, long after, Slice back, Draw.Ask ask) {
        return new Draw(lease, after, false, back, 0, ask, 0, 0, Bank.LEASE_MICROS);
    }

    private static Draw adding(String lease, long tokens) {
        return Draw.addition(lease, tokens * TOKEN);
    }

    private static Draw last(String lease, long after, Slice back) {
        return Draw.last(lease, after, back, 0);
    }

    private Bank.Presence present(String gateway) {
        return bank.present(gateway)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Pool audit() {
        return audit(terms);
    }

    private Pool audit(Terms terms) {
        return audit(terms, new Opening(terms.capacity(), 0));
    }

    private Pool audit(Terms terms, Opening opening) {
        return ((Answer.Grant) answer(terms, opening, last("audit", 0, Slice.NOTHING))).pool();
    }

    private Answer.Grant draw(Draw draw) {
        return draw(terms, draw);
    }

    private Answer.Grant draw(Terms terms, Draw draw) {
        return (Answer.Grant) answer(terms, draw);
    }

    private Answer answer(Terms terms, Draw draw) {
        return answer(terms, new Opening(terms.capacity(), 0), draw);
    }

    private Answer answer(Terms terms, Opening opening, Draw draw) {
        return bank.draw(terms, opening, draw)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
