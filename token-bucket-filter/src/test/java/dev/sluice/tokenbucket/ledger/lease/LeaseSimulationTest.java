package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens, all gateways together keep the law, and no token is lost without being accounted for.
 *
 * <p>{@code -Dsluice.simulation.seeds=17,18} replays some runs, {@code -Dsluice.simulation.runs=10000} makes more.
 */
class LeaseSimulationTest {

    private static final long TOKEN = Slice.TOKEN;

    static LongStream seeds() {
        String chosen = System.getProperty("sluice.simulation.seeds", "");
        return chosen.isEmpty()
                ? LongStream.range(0, Long.getLong("sluice.simulation.runs", 200))
                : LongStream.of(Arrays.stream(chosen.split(","))
                        .mapToLong(Long::parseLong)
                        .toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allTogetherKeepTheLaw(long seed) {
        Random random = new Random(seed);
        Faults faults = Faults.by(random);
        int gateways = 2 + random.nextInt(random.nextBoolean() ? 3 : 31);
        long capacity = TOKEN * (long) Math.exp(random.nextDouble() * Math.log(3000));
        long rate = (long) (capacity * Math.exp(Math.log(0.001) + random.nextDouble() * Math.log(30_000)));
        Terms terms = new Terms("bucket", 1, capacity, Math.max(1, rate));
        Simulation world = new Simulation(random, terms, faults, gateways, 1 + random.nextInt(20_000));
        double load = Math.exp(random.nextDouble() * Math.log(20)) / 4;
        double mostRequests = 3000;
        for (int i = 0; i < gateways; i++) {
            double perSecond = Math.min(
                    mostRequests / gateways,
                    load * rate / TOKEN * 2 * random.nextDouble() / gateways + random.nextDouble());
            long from = random.nextInt(3) * Simulation.SECOND;
            world.demand(i, perSecond, TOKEN, from, 10 * Simulation.SECOND);
            if (random.nextInt(4) == 0) {
                world.demand(i, perSecond / 5 + 0.1, TOKEN * (1 + random.nextInt(5)), from, 10 * Simulation.SECOND);
            }
        }

        world.run(10 * Simulation.SECOND);
        world.heal();
        world.run(10 * Simulation.SECOND);

        for (SimulatedGateway gateway : world.gateways()) {
            assertThat(gateway.isEmpty()).as("nothing is held at rest").isTrue();
            assertThat(gateway.hasAnsweredAll()).isTrue();
            assertThat(balance(gateway)).isZero();
        }
        for (SimulatedGateway gateway : world.crashed()) {
            assertThat(balance(gateway)).isEqualTo(gateway.holding().slice().tokens());
        }
        Pool rest = world.audit();
        assertThat(rest.capacity()).isEqualTo(rest.terms().capacity());
        assertThat(rest.rate()).isEqualTo(rest.terms().rate());
        assertThat(rest.tokens()).isBetween(0L, rest.capacity());
    }

    private static long balance(SimulatedGateway gateway) {
        Tally tally = gateway.tally();
        return tally.granted() + tally.flowed() - tally.spent() - tally.returned() - tally.burnt();
    }
}
