package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FillSaverTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limit HUNDRED = Limit.of(100, 10);
    private static final Client ANN = Client.of("ann", HUNDRED);
    private static final Client BOB = Client.of("bob", HUNDRED);

    private final HandClock clock = new HandClock();
    private final LocalLedger ledger = new LocalLedger(HUNDRED, 10, clock, Instant.EPOCH);
    private final Books books = new Books();
    private final FillSaver saver = new FillSaver(ledger, books);

    @Test
    void whatWasTakenIsSaved() {
        clock.advance(SECOND);
        take(ANN, 30);
        saver.save();

        assertThat(books.fill(ANN)).isEqualTo(Fill.of(Level.ofTokens(70), clock.instant()));
    }

    @Test
    void aReadingOnAFractionOfAMicrosecondIsRoundedUp() {
        take(ANN, 30);
        clock.advance(Duration.ofNanos(1001));
        saver.save();

        assertThat(books.fill(ANN).micros()).isEqualTo(2);
    }

    @Test
    void fromWhomNothingWasTakenNothingIsSaved() {
        ledger.take(ANN, 101).join();
        ledger.level(BOB).join();
        saver.save();
        take(BOB, 50);
        saver.save();
        saver.save();

        assertThat(books.savings()).isEqualTo(1);
        assertThat(books.saved()).containsExactly("bob");
    }

    @Test
    void aBucketThatIsFullAgainNeedsNoSaving() {
        take(ANN, 10);
        clock.advance(SECOND);
        saver.save();

        assertThat(books.savings()).isZero();
    }

    @Test
    void theLagIsCountedFromTheBeginningOfTheLastSavingThatWentWell() {
        clock.advance(SECOND);
        take(ANN, 30);
        books.meanwhile(() -> clock.advance(SECOND));
        saver.save();
        assertThat(saver.lag()).isEqualTo(SECOND);

        books.leave();
        take(ANN, 30);
        clock.advance(SECOND);
        assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(saver::save);
        assertThat(saver.lag()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void aThousandFillsAreOneBatch() {
        IntStream.range(0, 2500).forEach(i -> take(Client.of("client-" + i, HUNDRED), 50));
        saver.save();

        assertThat(books.savings()).isEqualTo(3);
        assertThat(books.saved()).hasSize(2500);
    }

    @Test
    void whatCannotBeSavedIsSavedTheNextTime() {
        take(ANN, 50);
        books.leave();
        assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(saver::save);
        take(BOB, 50);
        books.comeBack();
        saver.save();

        assertThat(books.saved()).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void whatIsTakenDuringASavingIsSavedByTheNext() {
        take(ANN, 50);
        books.meanwhile(() -> take(ANN, 20));
        saver.save();
        assertThat(books.fill(ANN).level()).isEqualTo(Level.ofTokens(50));
        saver.save();

        assertThat(books.fill(ANN).level()).isEqualTo(Level.ofTokens(30));
    }

    @Test
    void aChangedClientIsSavedUnderItsNewVersionOnly() {
        take(ANN, 50);
        ledger.update(
                new Client(ANN.id(), ANN.key(), Limit.of(80, 1), 0, 1, Fill.of(Level.ofTokens(50), clock.instant())));
        saver.save();

        assertThat(books.saved()).containsExactly("ann");
        assertThat(books.version(ANN)).isEqualTo(1);
    }

    @Test
    void aDeletedClientIsHeldForRequestsOnTheirWayAndThenNoLonger() {
        Client slow = Client.of("slow", Limit.of(100, Limit.MIN_RATE));
        take(slow, 50);
        ledger.forget(slow);
        clock.advance(Duration.ofMinutes(1).minusNanos(1));
        saver.save();
        assertThat(ledger.accounts().size()).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        saver.save();

        assertThat(ledger.accounts().size()).isZero();
    }

    @Test
    void aClientCreatedAgainIsNotTakenForTheOneThatIsGone() {
        Client slow = Client.of("slow", Limit.of(100, Limit.MIN_RATE));
        Client again = Client.of("slow", slow.limit(), 1, 1, slow.fill());
        take(slow, 50);
        ledger.forget(slow);
        take(again, 60);
        clock.advance(Duration.ofHours(1));
        saver.save();

        assertThat(ledger.level(again).join().tokens()).isEqualTo(40);
        assertThat(ledger.accounts().size()).isEqualTo(1);
    }

    @Test
    void aBucketIsHeldUntilItIsFullAndSaved() {
        take(ANN, 10);
        saver.save();
        assertThat(ledger.accounts().size()).isEqualTo(1);
        clock.advance(SECOND.multipliedBy(11));
        saver.save();

        assertThat(ledger.accounts().size()).isZero();
        assertThat(ledger.take(ANN, 100).join().admitted()).isTrue();
    }

    @Test
    void aBucketThatIsUsedAgainAndAgainIsNotLetGoEachTimeItIsFull() {
        clock.advance(Duration.ofMinutes(1));
        for (int second = 0; second < 60; second++) {
            take(ANN, 1);
            clock.advance(SECOND);
            saver.save();
            assertThat(ledger.clientBuckets()).isEqualTo(1);
        }
        clock.advance(Duration.ofSeconds(10));
        saver.save();

        assertThat(ledger.clientBuckets()).isZero();
    }

    @Test
    void aBucketThatWasLetGoIsFullHoweverOldTheReadingOfItsClientIs() {
        clock.advance(SECOND);
        Client old = ANN.filled(Fill.of(Level.ofTokens(0), clock.instant()));
        clock.advance(SECOND.multipliedBy(10));
        take(old, 100);
        clock.advance(SECOND.multipliedBy(21));
        saver.save();

        assertThat(ledger.accounts().size()).isZero();
        assertThat(ledger.level(old).join()).isEqualTo(Level.ofTokens(100));
    }

    /** As of a machine whose clock was ahead when it saved: it would be empty again each time, until that hour. */
    @Test
    void aBucketThatWasSavedInTheFutureIsNotLetGoBeforeThat() {
        Client future = ANN.filled(Fill.of(Level.ofTokens(0), clock.instant().plus(Duration.ofMinutes(5))));
        assertThat(ledger.take(future, 1).join().admitted()).isFalse();
        clock.advance(Duration.ofMinutes(2));
        saver.save();
        assertThat(ledger.level(future).join()).isEqualTo(Level.ofTokens(100));

        clock.advance(Duration.ofMinutes(4));
        saver.save();

        assertThat(ledger.clientBuckets()).isZero();
        assertThat(ledger.level(future).join()).isEqualTo(Level.ofTokens(100));
    }

    private void take(Client client, long cost) {
        assertThat(ledger.take(client, cost).join().admitted()).isTrue();
    }
}
