package dev.sluice.loadbalancer.health;

import dev.sluice.loadbalancer.inflight.BackendFault;
import dev.sluice.loadbalancer.pool.CheckResult;
import dev.sluice.loadbalancer.pool.Time;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.springframework.boot.convert.DurationStyle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Checks one instance again and again, one check at a time. */
final class CheckRound {

    private final Mono<Void> probe;
    private final HealthCheckSettings settings;
    private final Time time;
    private final DoubleSupplier chance;
    private final Consumer<CheckResult> report;

    private final Disposable.Swap next = Disposables.swap();
    private final Disposable.Swap underWay = Disposables.swap();
    private boolean checking;
    private boolean first = true;
    private long begun;
    private long due;

    CheckRound(
            Mono<Void> probe,
            HealthCheckSettings settings,
            Time time,
            DoubleSupplier chance,
            Consumer<CheckResult> report) {
        this.probe = probe;
        this.settings = settings;
        this.time = time;
        this.chance = chance;
        this.report = report;
    }

    /** Checks at once, and from then on. */
    synchronized void start() {
        checkAt(time.nanos());
    }

    /** Gives up the check under way as well. */
    void stop() {
        next.dispose();
        underWay.dispose();
    }

    /** Checks ahead of its time, but no more often than {@link HealthCheckSettings#inHaste} has it. */
    synchronized void hurry() {
        long earliest = begun + settings.inHaste().toNanos();
        if (!checking && due - earliest > 0) {
            checkAt(earliest);
        }
    }

    private void checkAt(long instant) {
        due = instant;
        Duration delay = Duration.ofNanos(Math.max(0, instant - time.nanos()));
        begin(next, () -> time.after(delay, this::check));
    }

    private void check() {
        noteBegin();
        begin(
                underWay,
                () -> probe.timeout(settings.timeout(), time.scheduler())
                        .thenReturn(CheckResult.PASSED)
                        .onErrorResume(cause -> Mono.just(CheckResult.failed(reason(cause))))
                        .subscribe(this::end));
    }

    /** What begins may be over, and followed by the next, before whoever begins it has it in hand: its place is taken before. */
    private static void begin(Disposable.Swap slot, Supplier<Disposable> start) {
        Disposable.Swap place = Disposables.swap();
        slot.update(place);
        place.update(start.get());
    }

    private synchronized void noteBegin() {
        checking = true;
        begun = time.nanos();
    }

    private void end(CheckResult result) {
        report.accept(result);
        synchronized (this) {
            checking = false;
            checkAt(begun + pauseAfter(result).toNanos());
            first = false;
        }
    }

    /** Where many things start at once the first check may fail for that alone: it is soon doubted. */
    private Duration pauseAfter(CheckResult result) {
        return first && result.failure().isPresent() ? settings.inHaste() : settings.next(chance);
    }

    private String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "no answer within " + DurationStyle.SIMPLE.print(settings.timeout())
                : BackendFault.reason(cause);
    }
}
