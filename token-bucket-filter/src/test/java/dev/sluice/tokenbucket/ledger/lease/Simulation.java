package dev.sluice.tokenbucket.ledger.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Gateways, a bank and the network between them in virtual time: a run is a function of its seed.
 *
 * <p>The bank's clock is the true one; those of the gateways start anywhere and run up to 500 millionths too fast or too slow.
 */
final class Simulation {

    static final long SECOND = 1_000_000;

    static final long START = 1_000_000 * SECOND;
    private static final long LONGEST_MISHAP = 4 * SECOND;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<SimulatedGateway> gateways = new ArrayList<>();
    private final List<SimulatedGateway> crashed = new ArrayList<>();
    private final Random random;
    private final Faults faults;
    private final long latency;
    private final double speed;
    private final Account account;
    private final Law law;
    private Terms terms;
    private Terms known;
    private long now = START;
    private long scheduled;
    private long leases;
    private boolean healed;

    Simulation(Random random, Terms terms, Faults faults, int gateways, long latency) {
        this(random, terms, faults, gateways, latency, SlowClock.SPEED);
    }

    /** Gateways whose clocks go this much as fast as they could. */
    Simulation(Random random, Terms terms, Faults faults, int gateways, long latency, double speed) {
        this.speed = speed;
        this.random = random;
        this.faults = faults;
        this.latency = latency;
        this.terms = terms;
        this.known = terms;
        this.account = new Account(terms, new Opening(terms.capacity(), 0), now);
        this.law = new Law(terms, terms.capacity(), now);
        for (int i = 0; i < gateways; i++) {
            this.gateways.add(start());
        }
    }

    /** Requests at a gateway, by chance, so many per second of each cost, for so long. */
    void demand(int gateway, double perSecond, long cost, long from, long until) {
        requests(gateway, () -> (long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND), cost, from, until);
    }

    /** Requests at a gateway, one token each, at even distances, so many per second, for so long; when the first comes is chance. */
    void steadyDemand(int gateway, double perSecond, long until) {
        int gap = (int) (SECOND / perSecond);
        requests(gateway, () -> gap, Slice.TOKEN, -random.nextInt(gap), until);
    }

    private void requests(int gateway, LongSupplier gap, long cost, long from, long until) {
        long next = from + gap.getAsLong();
        if (next < until) {
            at(START + next, () -> {
                gateways.get(gateway).request(cost);
                requests(gateway, gap, cost, next, until);
            });
        }
    }

    /** Lets time pass, and what belongs to it happen. */
    void run(long duration) {
        long end = now + duration;
        mishaps(duration);
        for (Event next = events.peek(); next != null && next.at <= end; next = events.peek()) {
            events.remove();
            now = next.at;
            next.what.run();
        }
        now = end;
    }

    /** From now on messages arrive, and nobody falls. */
    void heal() {
        healed = true;
    }

    private void mishaps(long duration) {
        happen(faults.crashes(), duration, this::crash);
        happen(faults.pauses(), duration, () -> anyone().pause(mishap()));
        happen(faults.partitions(), duration, () -> anyone().partition(mishap()));
        happen(faults.changes(), duration, this::change);
        happen(faults.additions(), duration, this::add);
    }

    private void happen(double perSecond, long duration, Runnable what) {
        long times = Math.round(perSecond * duration / SECOND);
        for (int i = 0; i < times; i++) {
            at(now + (long) (random.nextDouble() * duration), () -> {
                if (!healed) {
                    what.run();
                }
            });
        }
    }

    private void crash() {
        int index = random.nextInt(gateways.size());
        crashed.add(gateways.get(index));
        gateways.get(index).crash();
        gateways.set(index, start());
    }

    private void change() {
        if (random.nextInt(3) == 0) {
            dip();
        } else {
            change((long) (terms.capacity() * (0.3 + 1.5 * random.nextDouble())), (long)
                    (terms.rate() * (0.3 + 1.5 * random.nextDouble())));
        }
    }

    /** The limit becomes smaller by far, for longer than any lease lasts, and then is as before. */
    private void dip() {
        Terms before = terms;
        change((long) (0.1 * random.nextDouble() * before.capacity()), before.rate());
        at(now + Bank.LEASE_MICROS + random.nextInt((int) SECOND), () -> change(before.capacity(), before.rate()));
    }

    private void change(long capacity, long rate) {
        terms = new Terms(terms.bucket(), terms.version() + 1, Math.max(Slice.TOKEN, capacity), Math.max(1, rate));
        Terms newer = terms;
        for (SimulatedGateway gateway : gateways) {
            at(now + random.nextInt((int) SECOND), () -> gateway.learn(newer));
        }
    }

    /** Somebody tells a gateway to add tokens, which sends one draw for it; more than once, as the network may have it. */
    private void add() {
        long tokens = 1 + (long) (random.nextDouble() * terms.capacity() * (random.nextBoolean() ? 0.2 : 2));
        Draw addition = Draw.addition("addition " + leases++, tokens);
        Terms current = terms;
        deliver(anyone(), () -> draw(current, addition));
    }

    private SimulatedGateway start() {
        double drift = 1 + (random.nextDouble() - 0.5) / 1000;
        long offset = random.nextInt(1_000_000);
        LongUnaryOperator clock = time -> (long) ((time - START + offset) * drift * speed);
        return new SimulatedGateway(this, terms, clock);
    }

    private SimulatedGateway anyone() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    private long mishap() {
        return (long) (random.nextDouble() * LONGEST_MISHAP);
    }

    void at(long time, Runnable what) {
        events.add(new Event(Math.max(time, now), scheduled++, what));
    }

    long now() {
        return now;
    }

    String nextLease() {
        return "lease " + leases++;
    }

    void admitted(long cost) {
        law.admitted(cost, now);
    }

    /** A draw on its way to the bank, and its answer on the way back. */
    void send(SimulatedGateway from, Terms terms, Draw draw) {
        deliver(from, () -> {
            Answer answer = draw(terms, draw);
            deliver(from, () -> from.answered(draw, answer));
        });
    }

    private Answer draw(Terms terms, Draw draw) {
        Answer answer = account.draw(terms, draw, now);
        if (terms.version() > known.version()) {
            known = terms;
            law.change(known, now);
        }
        law.added(account.takeArrived(), now);
        return answer;
    }

    private void deliver(SimulatedGateway gateway, Runnable message) {
        int copies = !healed && random.nextDouble() < faults.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            boolean lost = !healed && (random.nextDouble() < faults.loss() || gateway.isPartitioned());
            if (!lost) {
                at(now + delay(), message);
            }
        }
    }

    private long delay() {
        return !healed && random.nextDouble() < faults.lateness()
                ? (long) (random.nextDouble() * LONGEST_MISHAP)
                : latency / 2 + (long) (random.nextDouble() * latency);
    }

    List<SimulatedGateway> gateways() {
        return gateways;
    }

    List<SimulatedGateway> crashed() {
        return crashed;
    }

    /** What the bank says to somebody who wants nothing. */
    Pool audit() {
        Draw draw = Draw.last("audit", 0, Slice.NOTHING, 0);
        return ((Answer.Grant) account.draw(known, draw, now)).pool();
    }

    private record Event(long at, long number, Runnable what) {}
}
