package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatedSavingTest {

    private static final long PATIENCE_SECONDS = 10;

    @Test
    void goesOnAfterAnError() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(3);
        RepeatedSaving saving = new RepeatedSaving("saver", Duration.ofMillis(1)) {

            @Override
            protected void save() {
                turns.countDown();
                throw new AssertionError("for once");
            }

            @Override
            protected void saveAll() {}
        };
        saving.start();

        assertThat(turns.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        saving.stop();
    }
}
