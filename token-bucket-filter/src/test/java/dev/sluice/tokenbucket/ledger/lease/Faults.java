package dev.sluice.tokenbucket.ledger.lease;

import java.util.Random;

/**
 * What may befall a run, each by chance.
 *
 * @param loss how many of the messages never arrive, from 0 to 1
 * @param duplication how many arrive twice
 * @param lateness how many take up to four seconds instead of milliseconds
 * @param crashes how many gateways per second of the run start anew
 * @param pauses how many stand still for up to four seconds
 * @param partitions how many lose the bank for up to four seconds
 * @param changes how often per second the limit changes
 * @param additions how often per second somebody adds tokens
 */
record Faults(
        double loss,
        double duplication,
        double lateness,
        double crashes,
        double pauses,
        double partitions,
        double changes,
        double additions) {

    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);

    /** Some, or none, of each. */
    static Faults by(Random random) {
        return new Faults(
                some(random, 0.3),
                some(random, 0.3),
                some(random, 0.2),
                some(random, 0.5),
                some(random, 0.5),
                some(random, 0.5),
                some(random, 0.5),
                some(random, 2));
    }

    private static double some(Random random, double most) {
        return random.nextBoolean() ? 0 : most * random.nextDouble();
    }
}
