package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of what the law allows is admitted, and at what price, where nothing fails: round trips take 2 to 6 ms. */
class LeaseUseTest {

    private static final long TOKEN = Slice.TOKEN;
    private static final int SECONDS = 60;
    private static final int SEEDS = 20;
    private static final int FEW_SEEDS = 5;

    /** A draw that is under way, and the next, in microseconds. */
    private static final long LONGEST_WAIT = 2 * 6_000;

    /** Calls for 1,000 admitted at 1,000 a second over three gateways, and so for each of them in a second. */
    private static final double MOST_CALLS = 10.0 / 3;

    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "100, 1000, 5000, 0.98",
        "100, 1000, 4000 800 200, 0.98",
        "1000, 1000, 4000 800 200, 0.98",
        "10, 100, 400 80 20, 0.98",
        "10, 10, 40 8 2, 0.98",
        "5, 1, 10 10 10, 0.98",
        "7, 14, 30 20 10, 0.98",
        "10, 15, 30 20 10, 0.98",
        "10, 20, 30 20 10, 0.98",
        "20, 15, 30 20 10, 0.98",
        "15, 15, 60 20 10, 0.98",
        "30000, 3000, 3000 3000 9000, 0.98",
        "100, 1000, 500 500 500 500 500 500 500 500 500 500, 0.98",
        "1000, 1000, 415 415 415, 0.98",
        "1000, 1000, 1100 50 50, 0.98",
        "100, 100, 50 40 30, 0.98",
        // So few tokens can't be split without a loss, but one who spends all of them needs no split.
        "8, 80, 320 64 16, 0.98",
        "4, 40, 160 32 8, 0.98",
        "5, 50, 80 80 80, 0.98",
        "5, 50, 80 5 5, 0.98",
        "3, 3, 60 20 10, 0.98",
        "3, 30, 120 24 6, 0.98",
        "2, 20, 80 16 4, 0.98",
        "2, 4, 16 4 1, 0.98",
        "1, 1, 60 20 10, 0.94",
        "20, 200, 180 80 40, 0.98",
        "10, 100, 90 40 20, 0.94",
        "5, 50, 45 20 10, 0.8",
        "10, 100, 50 50 50, 0.94",
        "8, 80, 40 40 40, 0.9",
        "5, 50, 30 30 30, 0.82",
        // Of one token much is lost on one gateway already, since it flows in while nobody comes.
        "1, 10, 50, 0.8",
        "1, 10, 40 8 2, 0.75",
        "1, 2, 8 4 2, 0.7",
    })
    void ofADemandAboveTheLimitAlmostAllThatIsLawfulIsAdmitted(long capacity, long rate, String demands, double least) {
        // A slow bucket lives by its draws, and may use all that there are.
        boolean slow = new Terms("bucket", 1, capacity * TOKEN, rate * TOKEN).isSlow(TOKEN);
        long admitted = 0;
        for (int seed = 1; seed <= FEW_SEEDS; seed++) {
            Simulation world = run(seed, capacity, rate, demands);
            admitted += sum(world, SimulatedGateway::admitted);
            assertThat(world.gateways())
                    .allSatisfy(gateway ->
                            assertThat(callsPerSecond(world, gateway)).isLessThan(slow ? Pace.MOST : MOST_CALLS));
        }

        assertThat((double) admitted / FEW_SEEDS / (capacity + rate * SECONDS)).isGreaterThan(least);
    }

    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "100, 1000, 500 200 100, 1",
        "1000, 1000, 500 200 100, 1",
        "100, 100, 50 20 10, 1",
        "100, 10, 5 2 1, 1",
        "1000, 1000, 300 300 300, 1",
        "1000, 1000, 10 10 10, 1",
        "100, 100, 2 2 2, 1",
        "200, 200, 1.5 1.5 1.5, 1",
        "100, 1000, 800, 1",
        "100, 1000, 400 400, 1",
        "100, 1000, 700 50 50, 1",
        "100, 1000, 160 160 160 160 160, 1",
        "100, 500, 250 100 50, 1",
        "200, 1000, 500 200 100, 1",
        "500, 1000, 500 200 100, 1",
        "1000, 1000, 850 50 50, 1",
        "100, 100, 70 5 5, 1",
        "50, 50, 25 10 5, 2",
        "50, 100, 50 20 10, 2",
        "50, 100, 40 40, 1",
        "50, 100, 27 27 27, 3",
        "50, 100, 70 5 5, 1",
        "40, 200, 53 53 53, 7",
        "30, 30, 8 8 8, 25",
        "20, 100, 80, 8",
    })
    void ofADemandWithinTheLimitFewOfTenThousandAreRefused(long capacity, long rate, String demands, int few) {
        fewAreRefused(few, 2.1, seed -> run(seed, capacity, rate, demands));
    }

    /** Who comes seldom goes through to the bank for each request: what others would keep is there then. */
    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "10, 1000, 3 3 3, 2",
        "10, 100, 3 3 3, 8",
        "10, 100, 6 6 6, 70",
        "10, 50, 2 2 2, 1",
        "15, 100, 6 6 6, 7",
        "5, 100, 1 1 1, 1",
        "5, 50, 2 2, 5",
        "5, 50, 2 2 2, 20",
        "3, 30, 0.5 0.5 0.5, 1",
        // Of which a bucket that nobody shares would refuse 66, and 53.
        "5, 5, 1 1 1, 105",
        "3, 10, 1 1 1, 60",
    })
    void ofFewTokensOfWhichLittleIsDemandedFewAreRefused(long capacity, long rate, String demands, int few) {
        fewAreRefused(few, Pace.MOST, seed -> run(seed, capacity, rate, demands));
    }

    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "60, 1, 0.4 0.3 0.1, 1",
        "40, 15, 6 4 2, 5",
        "30, 10, 4 3 1, 3",
        "30, 10, 2 2 1, 1",
        "20, 10, 2 1 1, 1",
        "20, 10, 4 3 1, 20",
        "10, 10, 2 1 1, 1",
        "10, 10, 2 2 2, 5",
        // Of which a bucket that nobody shares would refuse 36.
        "10, 10, 4 3 1, 130",
        "10, 5, 1 1 1, 10",
    })
    void ofADemandWithinASlowLimitFewAreRefusedTheFewerTheMoreTokensThereAre(
            long capacity, long rate, String demands, int few) {
        fewAreRefused(few, Pace.MOST, seed -> run(seed, capacity, rate, demands));
    }

    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}")
    @CsvSource({
        "5, 50, 45 20 10",
        "5, 50, 30 30 30",
        "5, 50, 60 27 13",
        "8, 80, 40 40 40",
        "10, 100, 66 30 14",
        "10, 100, 90 40 20",
        "10, 100, 50 50 50",
        "20, 100, 90 40 20",
        "20, 200, 100 100 100",
        "100, 1000, 600 400 200",
        "30, 10, 10 4 1",
        "15, 15, 30 10 5",
        "10, 10, 6 6 6",
        "10, 5, 4 2 1",
        "5, 5, 3 3 3",
        "4, 4, 2 2 2",
        "3, 3, 2 2 2",
        "3, 3, 1.5 1.5 1.5",
    })
    void ofASteadyDemandAboveTheLimitAlmostAllThatIsLawfulIsAdmitted(long capacity, long rate, String demands) {
        assertThat(lawfulPart(FEW_SEEDS, capacity, rate, demands, SECONDS)).isGreaterThan(0.98);
    }

    /** Of a demand that nobody has told the bank yet, and that begins everywhere at once. */
    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "100, 1000, 3000 3000 3000, 0.98",
        "100, 1000, 2500 300 100, 0.98",
        "100, 1000, 900 200 200, 0.96",
        "100, 1000, 500 500 500, 0.96",
        "100, 1000, 700 700, 0.96",
        "1000, 10000, 5000 5000 5000, 0.97",
        "1000, 1000, 800 800 800, 0.93",
        // As much as comes in two seconds would be lawful.
        "1000, 1000, 500 500 500, 0.9",
        "300, 300, 200 200 200, 0.92",
    })
    void theFirstTwoSecondsLoseLittleOfIt(long capacity, long rate, String demands, double least) {
        assertThat(lawfulPart(SEEDS, capacity, rate, demands, 2)).isGreaterThan(least);
    }

    /** Whose tokens all come by draws, so that those of a gateway, and of all, had better be spread over each second. */
    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "100, 10, 3000, 0.98",
        "100, 10, 3000 3000 3000, 0.98",
        "100, 10, 300 2000 300, 0.98",
        "20, 10, 3000 3000 3000, 0.97",
        "20, 15, 300 300 300, 0.98",
    })
    void tenSecondsOfAFloodLoseLittleOfASlowBucket(long capacity, long rate, String demands, double least) {
        assertThat(lawfulPart(FEW_SEEDS, capacity, rate, demands, 10)).isGreaterThan(least);
    }

    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "5, 50, 40, 1",
        "5, 50, 20 13 7, 3",
        "5, 50, 13 13 13, 1",
        "10, 100, 80, 2",
        "10, 100, 40 40, 1",
        "10, 100, 40 27 13, 2",
        "10, 100, 27 27 27, 1",
        "10, 100, 70 5 5, 4",
        "10, 20, 8 5 3, 2",
        // Who has no share of a slow bucket lives by draws, of which there are few.
        "30, 10, 4 3 1, 1",
        "20, 10, 4 3 1, 1",
        "15, 15, 6 4 2, 1",
        "10, 10, 3 3 3, 1",
        "10, 10, 5 2 1, 1",
        "10, 5, 2 1 1, 1",
        "5, 5, 1.3 1.3 1.3, 1",
        "5, 5, 2 1 1, 1",
        "3, 3, 1 0.8 0.6, 1",
        "20, 100, 70 5 5, 1",
        "50, 500, 200 130 70, 1",
        "100, 1000, 600 150 50, 1",
        "3, 10, 1 1 1, 1",
        "3, 100, 1 1, 1",
    })
    void ofASteadyDemandWithinTheLimitFewOfTenThousandAreRefused(long capacity, long rate, String demands, int few) {
        fewAreRefused(few, Pace.MOST, seed -> runSteadily(seed, capacity, rate, demands));
    }

    /** What flows in between two requests is there for the second, also the room that the first had for a moment. */
    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "1, 1000, 4, 0",
        "1, 100, 4.5, 80",
        "1, 100, 5, 70",
        "1, 100, 8, 45",
        "1, 50, 4.5, 80",
        "1, 20, 5, 70",
        "1, 10, 3.5, 0",
        "2, 100, 5 5, 120",
        "2, 100, 10 10, 60",
        "2, 100, 20 20, 30",
        "3, 100, 5 5 5, 100",
        "3, 100, 10 10 10, 70",
        "3, 100, 20 20 20, 20",
    })
    void ofOneTokenOrTwoThatFlowInBetweenRequestsFewOfTenThousandAreRefused(
            long capacity, long rate, String demands, int few) {
        fewAreRefused(few, 2 * Pace.MOST, seed -> runSteadily(seed, capacity, rate, demands));
    }

    /** Each gateway's from a tenth of it, and it never is more than the limit allows. */
    @ParameterizedTest(name = "{0} tokens, {1} a second, demand {2}: {3}")
    @CsvSource({
        "100, 1000, 300 300 300, 150",
        "100, 1000, 600 200 100, 200",
        "50, 500, 150 150 150, 200",
        "20, 100, 10 10 10, 10",
        "200, 100, 30 30 30, 1",
        "1000, 1000, 300 300 300, 1",
        // One alone has less of the rate than it could.
        "100, 1000, 900, 800",
    })
    void ofADemandThatGrowsTenfoldWithinThreeSecondsFewOfTenThousandAreRefused(
            long capacity, long rate, String demands, int few) {
        fewAreRefused(few, MOST_CALLS, seed -> runGrowing(seed, capacity, rate, demands));
    }

    /** Which part of what is lawful is admitted of requests at even distances, on average. */
    private static double lawfulPart(int seeds, long capacity, long rate, String demands, int seconds) {
        long admitted = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            admitted += sum(runSteadily(seed, capacity, rate, demands, seconds), SimulatedGateway::admitted);
        }
        return (double) admitted / seeds / (capacity + rate * seconds);
    }

    private static void fewAreRefused(int few, double mostCalls, LongFunction<Simulation> minute) {
        long refused = 0;
        long admitted = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Simulation world = minute.apply(seed);
            refused += sum(world, SimulatedGateway::lateRefused);
            admitted += sum(world, SimulatedGateway::admitted);
            assertThat(world.gateways())
                    .allSatisfy(gateway ->
                            assertThat(callsPerSecond(world, gateway)).isLessThanOrEqualTo(mostCalls));
        }

        assertThat(refused).isLessThanOrEqualTo(few * admitted / 10_000);
    }

    @Test
    void ofFiveTokensExactlyFiveAreSpent() {
        for (int seed = 0; seed < 100; seed++) {
            Simulation world = world(seed, 5 * TOKEN, 1, 3);
            for (int gateway = 0; gateway < 3; gateway++) {
                world.demand(gateway, 10, TOKEN, 0, 3 * Simulation.SECOND);
            }

            world.run(3 * Simulation.SECOND);

            assertThat(sum(world, SimulatedGateway::admitted))
                    .as("seed %d", seed)
                    .isEqualTo(5);
        }
    }

    @ParameterizedTest(name = "{0} tokens, {1} a second, one after {2} ms or more, of {3} gateways")
    @CsvSource({
        "1000, 1000, 800, 1",
        "1000, 1000, 500, 3",
        "1000, 1000, 2500, 3",
        "100, 100, 2500, 1",
        "100, 0.0001, 1000, 3",
        "10, 0.05, 20000, 1",
    })
    void aKeyThatComesSeldomCostsACallForEachRequest(long capacity, double rate, long pause, int gateways) {
        Simulation world = world(1, capacity * TOKEN, (long) (rate * TOKEN), gateways);
        int requests = 0;
        Random random = new Random(1);
        for (long at = 0; at < SECONDS * Simulation.SECOND; requests++) {
            int gateway = requests % gateways;
            world.at(Simulation.START + at, () -> world.gateways().get(gateway).request(TOKEN));
            at += pause * 1_000 + random.nextInt(100_000);
        }

        world.run(2 * SECONDS * Simulation.SECOND);

        assertThat(sum(world, SimulatedGateway::admitted)).isEqualTo(requests);
        assertThat(sum(world, gateway -> gateway.tally().draws())).isEqualTo(requests);
        assertThat(sum(world, gateway -> gateway.tally().burnt())).isZero();
        assertThat(world.audit().capacity()).isEqualTo(capacity * TOKEN);
    }

    @Test
    void whoComesSoonAfterASeldomOneWaitsForNoMoreThanARoundTrip() {
        Simulation world = world(1, 1000 * TOKEN, 1000 * TOKEN, 1);
        SimulatedGateway gateway = world.gateways().get(0);
        gateway.request(TOKEN);
        world.run(10_000);
        for (int soon = 0; soon < 20; soon++) {
            gateway.request(TOKEN);
            world.run(6_000);
            assertThat(gateway.admitted()).isEqualTo(soon + 2);
        }

        assertThat(gateway.tally().draws()).isEqualTo(2);
    }

    /** Who would spend all of few tokens takes none that others need while there are enough, and keeps none when he is gone. */
    @ParameterizedTest(
            name = "{0} tokens, {1} a second, {2} a second for {3} ms on one gateway, {4} on {5} others: {6}")
    @CsvSource({
        "20, 0.1, 8, 1500, 0.7, 4, 0.97",
        "9, 0.1, 8, 800, 0.7, 1, 0.95",
        "9, 0.1, 1, 5000, 0.5, 1, 0.97",
        "12, 1, 8, 1000, 0.8, 2, 0.92",
        "14, 0.1, 20, 500, 0.6, 2, 0.96",
    })
    void aBurstOnOneGatewayKeepsLittleFromOthers(
            long capacity, double rate, double burst, long millis, double demand, int others, double least) {
        long admitted = 0;
        double lawful = 0;
        for (int seed = 1; seed <= 300; seed++) {
            Simulation world = world(seed, capacity * TOKEN, (long) (rate * TOKEN), 1 + others);
            world.demand(0, burst, TOKEN, 0, millis * 1_000);
            for (int gateway = 1; gateway <= others; gateway++) {
                world.demand(gateway, demand, TOKEN, 0, 5 * Simulation.SECOND);
            }
            world.run(6 * Simulation.SECOND);
            admitted += sum(world, SimulatedGateway::admitted);
            lawful += Math.min((double) sum(world, SimulatedGateway::asked), capacity + rate * 6);
        }

        assertThat(admitted / lawful).isGreaterThan(least);
    }

    @Test
    void ofABurstThroughOneGatewayAllThatIsLawfulIsAdmittedAtOnce() {
        Simulation world = world(1, 1000 * TOKEN, 1, 1);
        for (int micros = 0; micros < Simulation.SECOND; micros += 500) {
            world.at(Simulation.START + micros, () -> world.gateways().get(0).request(TOKEN));
        }

        world.run(Simulation.SECOND);

        assertThat(sum(world, SimulatedGateway::admitted)).isEqualTo(1000);
    }

    /** A minute of requests that come by chance. */
    private static Simulation run(long seed, long capacity, long rate, String demands) {
        return run(seed, capacity, rate, demands, SECONDS, (world, gateway, demand) -> {
            world.demand(gateway, demand, TOKEN, 0, SECONDS * Simulation.SECOND);
        });
    }

    /** A minute of requests at even distances. */
    private static Simulation runSteadily(long seed, long capacity, long rate, String demands) {
        return runSteadily(seed, capacity, rate, demands, SECONDS);
    }

    private static Simulation runSteadily(long seed, long capacity, long rate, String demands, int seconds) {
        return run(seed, capacity, rate, demands, seconds, (world, gateway, demand) -> {
            world.steadyDemand(gateway, demand, seconds * Simulation.SECOND);
        });
    }

    /** Ten seconds of requests that come by chance, and the more often the later, from the fourth second to the sixth. */
    private static Simulation runGrowing(long seed, long capacity, long rate, String demands) {
        int seconds = 10;
        int steps = 6;
        return run(seed, capacity, rate, demands, seconds, (world, gateway, demand) -> {
            double before = 0;
            for (int step = 0; step <= steps; step++) {
                double now = demand * Math.pow(10, (double) (step - steps) / steps);
                long from = step == 0 ? 0 : (5 + step) * Simulation.SECOND / 2;
                world.demand(gateway, now - before, TOKEN, from, seconds * Simulation.SECOND);
                before = now;
            }
        });
    }

    private static Simulation run(long seed, long capacity, long rate, String demands, int seconds, Load load) {
        List<Double> each =
                Arrays.stream(demands.split(" ", -1)).map(Double::valueOf).toList();
        Simulation world = world(seed, capacity * TOKEN, rate * TOKEN, each.size());
        for (int i = 0; i < each.size(); i++) {
            load.on(world, i, each.get(i));
        }
        world.run(seconds * Simulation.SECOND);
        assertThat(world.gateways())
                .allSatisfy(gateway -> assertThat(gateway.longestWait()).isLessThanOrEqualTo(LONGEST_WAIT));
        return world;
    }

    private interface Load {
        void on(Simulation world, int gateway, double perSecond);
    }

    private static Simulation world(long seed, long capacity, long rate, int gateways) {
        return new Simulation(new Random(seed), new Terms("bucket", 1, capacity, rate), Faults.NONE, gateways, 2_000);
    }

    private static long sum(Simulation world, ToLongFunction<SimulatedGateway> what) {
        return world.gateways().stream().mapToLong(what).sum();
    }

    private static double callsPerSecond(Simulation world, SimulatedGateway gateway) {
        return (double) gateway.tally().draws() * Simulation.SECOND / (world.now() - Simulation.START);
    }
}
