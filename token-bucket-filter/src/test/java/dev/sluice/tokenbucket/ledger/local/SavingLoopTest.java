package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SavingLoopTest {

    private static final Limit TEN = Limit.of(10, 1);
    private static final Client ANN = Client.of("ann", TEN);
    private static final long PATIENCE_SECONDS = 10;

    private final LocalLedger ledger = new LocalLedger(TEN, 1, new HandClock(), Instant.EPOCH);
    private final Books books = new Books();
    private final FillSaver saver = new FillSaver(ledger, books);

    @Test
    void aStopSavesWhatIsLeft() {
        SavingLoop loop = new SavingLoop(saver, Duration.ofHours(1));
        loop.start();
        assertThat(ledger.take(ANN, 4).join().admitted()).isTrue();
        loop.stop();

        assertThat(books.fill(ANN).level()).isEqualTo(Level.ofTokens(6));
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void savesAgainWhenItIsStartedAgain() throws InterruptedException {
        SavingLoop loop = new SavingLoop(saver, Duration.ofMillis(10));
        loop.start();
        loop.stop();
        CountDownLatch saved = new CountDownLatch(1);
        books.meanwhile(saved::countDown);

        loop.start();
        assertThat(ledger.take(ANN, 4).join().admitted()).isTrue();

        assertThat(saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        assertThat(books.fill(ANN).level()).isEqualTo(Level.ofTokens(6));
    }

    @Test
    void savesWhileItRunsAndGoesOnAfterAFailure() throws InterruptedException {
        SavingLoop loop = new SavingLoop(saver, Duration.ofMillis(10));
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        books.meanwhile(() -> {
            failed.countDown();
            books.meanwhile(tried::countDown);
            throw new IllegalStateException("no connection");
        });
        assertThat(ledger.take(ANN, 4).join().admitted()).isTrue();
        loop.start();

        assertThat(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(tried.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        assertThat(books.fill(ANN).level()).isEqualTo(Level.ofTokens(6));
    }

    @Test
    void aStopWithoutItsBooksEndsAllTheSame() {
        SavingLoop loop = new SavingLoop(saver, Duration.ofHours(1));
        books.leave();
        loop.start();
        assertThat(ledger.take(ANN, 4).join().admitted()).isTrue();
        loop.stop();

        assertThat(loop.isRunning()).isFalse();
    }
}
