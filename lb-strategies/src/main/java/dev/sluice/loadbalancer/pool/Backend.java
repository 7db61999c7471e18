package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.inflight.Permit;
import dev.sluice.loadbalancer.inflight.Traffic;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.cloud.client.ServiceInstance;

/** One instance of a service, for as long as the service has it; safe for any thread. */
public final class Backend {

    private final String service;
    private final ServiceInstance instance;
    private final String address;
    private final int weight;
    private final Consumer<Outcome> report;
    private final Traffic traffic = new Traffic();
    private final LongAdder ejections = new LongAdder();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile Condition condition;
    private volatile Instant since;
    private volatile Optional<SlowStart> slowStart = Optional.empty();

    Backend(
            String service,
            ServiceInstance instance,
            Condition condition,
            Instant since,
            BiConsumer<Backend, Outcome> report) {
        this.service = service;
        this.instance = instance;
        this.address = instance.getUri().toString();
        this.weight = Weight.of(instance);
        this.condition = condition;
        this.since = since;
        this.report = outcome -> report.accept(this, outcome);
    }

    /** What an instance is known by: its host and port. Two registrations of one address are one instance. */
    static String id(ServiceInstance instance) {
        return instance.getHost() + ":" + InstancePort.of(instance);
    }

    /** The name of the service. */
    public String service() {
        return service;
    }

    /** Host and port, as in {@code localhost:8001}. */
    public String id() {
        return id(instance);
    }

    /** Where it is, as in {@code http://localhost:8001}. */
    public String address() {
        return address;
    }

    /** What Spring Cloud knows of it. */
    public ServiceInstance instance() {
        return instance;
    }

    /** Its share of the requests relative to the others', from its metadata {@code weight}; 1 if there is none. */
    public int weight() {
        return weight;
    }

    /** What it has had to do. */
    public Traffic traffic() {
        return traffic;
    }

    /** Whether it takes requests, and if not, why. */
    public State state() {
        return condition.state();
    }

    /** Why it is in its state, for people; empty if there is nothing to say. */
    public String reason() {
        return condition.reason();
    }

    /** Since when it is in its state. */
    public Instant since() {
        return since;
    }

    /** What the last health check found; absent before the first. */
    public Optional<CheckResult> lastCheck() {
        return condition.verdict().last();
    }

    /** A permit for a request that its traffic counts already. */
    Permit permit() {
        return new Permit(address, traffic, report);
    }

    /** How often it was taken out because requests failed on it. */
    public long ejections() {
        return ejections.sum();
    }

    void countEjection() {
        ejections.increment();
    }

    Condition condition() {
        return condition;
    }

    Optional<SlowStart> slowStart() {
        return slowStart;
    }

    /** Only the pool, which makes one change at a time. */
    void become(Condition next, Instant now) {
        if (next.state() != condition.state()) {
            since = now;
        }
        condition = next;
    }

    void begin(SlowStart ramp) {
        slowStart = Optional.of(ramp);
    }

    int failedAgain() {
        return failuresInARow.incrementAndGet();
    }

    /** Reads before it writes: nearly always there is nothing to forget. */
    void answered() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }
}
