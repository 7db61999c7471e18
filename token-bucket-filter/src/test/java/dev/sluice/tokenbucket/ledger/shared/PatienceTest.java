package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience();

    @Test
    void whereNothingIsKnownItIsTheMost() {
        assertThat(patience.micros()).isEqualTo(500_000);
    }

    /** By hand, in milliseconds: a mean of 88.75 and a deviation of 97.5, then 78.90625 and 92.8125. */
    @Test
    void itIsTheMeanAndFourDeviationsBothSmoothed() {
        patience.answered(10_000);
        assertThat(patience.micros()).isEqualTo(478_750);

        patience.answered(10_000);
        assertThat(patience.micros()).isEqualTo(450_156);
    }

    @Test
    void quickAnswersMakeItTheLeast() {
        answers(30, 2_000);

        assertThat(patience.micros()).isEqualTo(Patience.LEAST_MICROS);
    }

    @Test
    void itIsLongerThanAnswersThatAllTakeAsLong() {
        answers(100, 60_000);

        assertThat(patience.micros()).isBetween(60_000L, 61_000L);
    }

    /** As where a machine is so busy that some answers take fifty milliseconds. */
    @Test
    void answersThatDifferMakeItLonger() {
        for (int i = 0; i < 100; i++) {
            answers(1, 2_000);
            answers(1, 50_000);
        }

        assertThat(patience.micros()).isBetween(100_000L, 150_000L);
    }

    @Test
    void whatTakesTooLongIsNoAnswerButAnOutage() {
        answers(30, 2_000);

        answers(30, 500_000);

        assertThat(patience.micros()).isEqualTo(Patience.LEAST_MICROS);
    }

    private void answers(int count, long micros) {
        for (int i = 0; i < count; i++) {
            patience.answered(micros);
        }
    }
}
