package dev.sluice.tokenbucket.ledger.lease;

import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** A gateway of a {@link Simulation}, with a holding of the one bucket. */
final class SimulatedGateway {

    /** How often it looks whether a draw is due though nobody has come. */
    private static final long TICK = 10_000;

    /** How long room is lent to who goes through to the bank. */
    private static final long MOMENT = 100_000;

    private final Simulation world;
    private final LongUnaryOperator clock;
    private final Tally tally = new Tally();
    private Holding<Request> holding;
    private long pausedUntil;
    private long partitionedUntil;
    private boolean crashed;
    private boolean forgotten;
    private long asked;
    private long admitted;
    private long refused;
    private long lateRefused;
    private long longestWait;

    SimulatedGateway(Simulation world, Terms terms, LongUnaryOperator clock) {
        this.world = world;
        this.clock = clock;
        this.holding = holding(terms);
        tick();
    }

    private Holding<Request> holding(Terms terms) {
        return new Holding<>(terms, world::nextLease, () -> MOMENT, tally, time());
    }

    /** A request comes in. */
    void request(long cost) {
        whenAwake(() -> {
            asked++;
            forgotten = false;
            Verdict verdict = holding.take(new Request(cost, world.now()), time());
            switch (verdict) {
                case ADMITTED -> admit(cost);
                case REFUSED -> refuse();
                case WAITS -> {}
            }
            drawIfDue();
        });
    }

    void answered(Draw draw, Answer answer) {
        whenAwake(() -> {
            List<Holding.Decided<Request>> decided = holding.answered(draw, answer, time());
            for (Holding.Decided<Request> one : decided) {
                longestWait = Math.max(longestWait, world.now() - one.request().since());
                if (one.admitted()) {
                    admit(one.request().cost());
                } else {
                    refuse();
                }
            }
            drawIfDue();
        });
    }

    void learn(Terms newer) {
        whenAwake(() -> holding.update(newer));
    }

    void pause(long duration) {
        pausedUntil = Math.max(pausedUntil, world.now() + duration);
    }

    void partition(long duration) {
        partitionedUntil = Math.max(partitionedUntil, world.now() + duration);
    }

    void crash() {
        crashed = true;
    }

    boolean isPartitioned() {
        return partitionedUntil > world.now();
    }

    private void admit(long cost) {
        admitted++;
        world.admitted(cost);
    }

    private void refuse() {
        refused++;
        lateRefused += world.now() > Simulation.START + Simulation.SECOND ? 1 : 0;
    }

    private void tick() {
        world.at(
                world.now() + TICK,
                () -> whenAwake(() -> {
                    drawIfDue();
                    forgetIfEmpty();
                    tick();
                }));
    }

    private void forgetIfEmpty() {
        if (!forgotten && holding.isEmpty(time())) {
            holding = holding(holding.terms());
            forgotten = true;
        }
    }

    private void drawIfDue() {
        Optional<Draw> due = holding.next(time());
        due.ifPresent(draw -> world.send(this, holding.terms(), draw));
    }

    private void whenAwake(Runnable what) {
        if (crashed) {
            return;
        }
        if (pausedUntil > world.now()) {
            world.at(pausedUntil, () -> whenAwake(what));
            return;
        }
        what.run();
    }

    private long time() {
        return clock.applyAsLong(world.now());
    }

    /** Whether it holds nothing, and wants nothing. */
    boolean isEmpty() {
        return forgotten || holding.isEmpty(time());
    }

    Holding<Request> holding() {
        return holding;
    }

    Tally tally() {
        return tally;
    }

    long asked() {
        return asked;
    }

    long admitted() {
        return admitted;
    }

    /** Whether every request was told something. */
    boolean hasAnsweredAll() {
        return asked == admitted + refused;
    }

    /** Those refused after the first second. */
    long lateRefused() {
        return lateRefused;
    }

    /** Of those that were answered, in microseconds. */
    long longestWait() {
        return longestWait;
    }

    record Request(long cost, long since) implements Waiting {}
}
