package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlowClockTest {

    private static final long TOKEN = Slice.TOKEN;
    private static final int SECONDS = 600;

    @Test
    void losesAThousandth() {
        HandClock hand = new HandClock();
        SlowClock clock = new SlowClock(hand);

        hand.advance(Duration.ofDays(1000).plusNanos(999));

        assertThat(clock.micros()).isEqualTo(86_313_600_000_000L);
    }

    @Test
    void knowsWhatPassesAtTheBankMeanwhile() {
        HandClock hand = new HandClock();
        SlowClock clock = new SlowClock(hand);

        hand.advance(Duration.ofSeconds(1));

        assertThat(SlowClock.atBank(clock.micros())).isEqualTo(Simulation.SECOND);
    }

    @Test
    void aGatewayWhoseClockIsFastKeepsTheLaw() {
        assertThat(run(SlowClock.SPEED).admitted()).isGreaterThan(1_000L * SECONDS);
    }

    @Test
    void withoutBeingSlowedDownItWouldNot() {
        assertThatThrownBy(() -> run(1)).isInstanceOf(AssertionError.class).hasMessageContaining("what is left");
    }

    /** All that is lawful is demanded, and nothing is lost, so that every token too many is found. */
    private static SimulatedGateway run(double speed) {
        Terms terms = new Terms("bucket", 1, 1_000 * TOKEN, 1_000 * TOKEN);
        Simulation world = new Simulation(new AlwaysFast(), terms, Faults.NONE, 1, 10, speed);
        world.demand(0, 1_500, TOKEN, 0, SECONDS * Simulation.SECOND);
        world.run(SECONDS * Simulation.SECOND);
        return world.gateways().get(0);
    }

    /** Draws the fastest clock first. */
    private static final class AlwaysFast extends Random {

        private static final long serialVersionUID = 1L;
        private boolean drawn;

        AlwaysFast() {
            super(1);
        }

        @Override
        public double nextDouble() {
            double next = drawn ? super.nextDouble() : 0.9999;
            drawn = true;
            return next;
        }
    }
}
