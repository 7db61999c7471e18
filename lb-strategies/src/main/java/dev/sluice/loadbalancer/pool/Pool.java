package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import dev.sluice.loadbalancer.strategy.Selector;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The instances of one service.
 *
 * <p>A request reads the snapshot of the moment, without a lock. Whatever changes it, a health check, a failed request, an
 * operator or the registry, does so one after another.
 */
public final class Pool {

    private final String service;
    private final PoolSettings settings;
    private final Time time;
    private final List<PoolObserver> observers;
    private final LoadBalancingStrategy strategy;
    private final LoadBalancingStrategy alternatives;
    private final FailoverBudget budget;
    private final LongAdder failovers = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    private volatile Map<String, Backend> backends = Map.of();
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    /**
     * A pool without instances.
     *
     * @param observers learn of every instance, in this order
     */
    public Pool(String service, PoolSettings settings, Time time, List<PoolObserver> observers) {
        this.service = service;
        this.settings = settings;
        this.time = time;
        this.observers = List.copyOf(observers);
        this.strategy = settings.strategy().get();
        this.alternatives = settings.strategy().get();
        this.budget = new FailoverBudget(settings.failoverPercent());
    }

    /** The name of the service. */
    public String service() {
        return service;
    }

    /** How an instance is chosen, for people. */
    public String strategyName() {
        return settings.strategyName();
    }

    PoolSettings settings() {
        return settings;
    }

    /** All instances, in the order in which the registry has them. */
    public Collection<Backend> backends() {
        return backends.values();
    }

    /** The instance of that host and port. */
    public Optional<Backend> backend(String id) {
        return Optional.ofNullable(backends.get(id));
    }

    /** The instance that the strategy chooses; absent if none takes requests. */
    public Optional<Chosen> choose() {
        budget.deposit();
        Optional<Selector<Member>> selector = snapshot.selector();
        if (selector.isEmpty()) {
            refusals.increment();
            return Optional.empty();
        }
        return Optional.of(selector.get().select().chosen());
    }

    /** An instance at none of these addresses; absent if none of the others takes requests. */
    public Optional<Chosen> chooseOtherThan(Collection<String> tried) {
        return snapshot.selectOtherThan(tried, alternatives).map(Member::chosen);
    }

    /** Lets a request that has tried these go on to another, which is taken from the budget; false if there is no other, or no budget. */
    public boolean goesOnFrom(Collection<String> tried) {
        boolean goesOn = snapshot.hasOtherThan(tried) && budget.withdraw();
        if (goesOn) {
            failovers.increment();
        }
        return goesOn;
    }

    /** How many further attempts there have been after failed connections. */
    public long failovers() {
        return failovers.sum();
    }

    /** How many further attempts the budget allows at this moment. */
    public long failoverBudget() {
        return budget.available();
    }

    /** How many requests there have been for which no instance was left. */
    public long refusals() {
        return refusals.sum();
    }

    /** The instances that there are from now on; of whoever stays, all that is known is kept. */
    public synchronized void replace(Collection<ServiceInstance> instances) {
        List<Backend> before = List.copyOf(backends());
        Map<String, Backend> now = new LinkedHashMap<>();
        instances.forEach(instance -> now.putIfAbsent(Backend.id(instance), known(instance)));
        if (before.equals(List.copyOf(now.values()))) {
            return;
        }
        backends = Collections.unmodifiableMap(now);
        publish();
        before.stream()
                .filter(backend -> !belongs(backend))
                .forEach(backend -> observers.forEach(observer -> observer.left(this, backend)));
        backends().stream()
                .filter(backend -> !before.contains(backend))
                .forEach(backend -> observers.forEach(observer -> observer.joined(this, backend)));
    }

    /** An instance whose registration says something new, another weight for example, is a new one. */
    private Backend known(ServiceInstance instance) {
        Optional<Backend> before = backend(Backend.id(instance));
        Condition condition =
                before.map(Backend::condition).orElse(Condition.UNKNOWN).anew();
        return before.filter(backend -> backend.instance().equals(instance))
                .orElseGet(() -> new Backend(service, instance, condition, time.instant(), this::ended));
    }

    private boolean belongs(Backend backend) {
        return backends.get(backend.id()) == backend;
    }

    /** Notes what a health check found. */
    public void checked(Backend backend, CheckResult result) {
        change(backend, condition -> condition.checked(result, settings.rise(), settings.fall()));
    }

    /** Gives an instance no new requests, or gives it some again; those in flight go on. */
    public void drain(Backend backend, boolean drained) {
        change(backend, condition -> condition.drained(drained));
    }

    private void ended(Backend backend, Outcome outcome) {
        if (settings.ejection().isFailure(outcome)) {
            int failures = backend.failedAgain();
            if (settings.ejection().isEnough(failures)) {
                eject(backend, failures + " requests in a row failed: " + outcome.reason());
            }
            observers.forEach(observer -> observer.suspected(backend));
        } else if (outcome.isAnswer()) {
            backend.answered();
        }
    }

    private synchronized void eject(Backend backend, String reason) {
        long out = backends().stream().filter(any -> any.state() != State.UP).count();
        if (backend.state() == State.UP && settings.ejection().allowsOneMore(out, backends.size())) {
            Ejection ejection = backend.condition().ejection().again(reason, time.nanos(), settings.ejection());
            backend.countEjection();
            change(backend, condition -> condition.ejected(ejection));
            time.after(ejection.pause(), () -> change(backend, condition -> condition.after(ejection)));
        }
    }

    private synchronized void change(Backend backend, UnaryOperator<Condition> learnt) {
        State before = backend.state();
        backend.become(learnt.apply(backend.condition()), time.instant());
        if (backend.state() != before && belongs(backend)) {
            if (backend.state() == State.UP) {
                backend.answered();
                startSlowly(backend);
            }
            Journal.changed(backend, before);
            publish();
        }
    }

    private void startSlowly(Backend backend) {
        if (!settings.slowStart().isZero()) {
            SlowStart ramp = new SlowStart(time.nanos(), settings.slowStart());
            backend.begin(ramp);
            climb(backend, ramp);
        }
    }

    private void climb(Backend backend, SlowStart ramp) {
        time.after(ramp.stepLength(), () -> {
            synchronized (this) {
                if (belongs(backend) && backend.slowStart().equals(Optional.of(ramp))) {
                    publish();
                    if (!ramp.isOver(time.nanos())) {
                        climb(backend, ramp);
                    }
                }
            }
        });
    }

    private void publish() {
        snapshot = Snapshot.of(backends(), strategy, time.nanos());
    }
}
