package dev.sluice.loadbalancer.inflight;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The right, and the duty to report back, of one request that is in flight on one instance; closes once. */
public final class Permit {

    private final String instance;
    private final Traffic traffic;
    private final Consumer<Outcome> report;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * A permit for a request that {@code traffic} counts already.
     *
     * @param instance the instance's address, as in {@code http://localhost:8001}
     * @param report is told how it ended
     */
    public Permit(String instance, Traffic traffic, Consumer<Outcome> report) {
        this.instance = instance;
        this.traffic = traffic;
        this.report = report;
    }

    /** The address of the instance. */
    public String instance() {
        return instance;
    }

    /** Ends the attempt, if nobody has before. */
    public void close(Outcome outcome) {
        if (open.compareAndSet(true, false)) {
            traffic.release(outcome);
            report.accept(outcome);
        }
    }
}
