package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.SlowClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Whether the bank answers, and who else it has seen; each change is one line in the log.
 *
 * <p>An outage is found by the gateway's presence or by the draw of a bucket, and over when the bank has answered to the presence and to the
 * bucket that failed last: of a bank of several servers some may be gone, and the others answer.
 */
public final class BankState {

    private static final Logger log = LoggerFactory.getLogger(BankState.class);

    /** So long after its first answer a bank that was away lends again: until then every gateway has told it what it spent meanwhile. */
    static final long SETTLING_MICROS = 1_000_000;

    /**
     * For so long an outage waits for the bucket that failed last; other servers have taken over by then. A bucket that still can't be
     * drawn from is the only one.
     */
    private static final long DOUBT_MICROS = 30_000_000;

    private final InstantSource calendar;
    private final SlowClock clock;
    private volatile Optional<Outage> outage = Optional.empty();
    private volatile long awayAt;
    private volatile Supplier<? extends CompletableFuture<?>> doubt = BankState::nothing;
    private volatile boolean settling;
    private volatile long settledAt;
    private volatile long backAt = Long.MIN_VALUE;
    private volatile int gateways = 1;
    private volatile long offset;

    /** A state in which the bank is there. */
    BankState(InstantSource calendar, SlowClock clock) {
        this.calendar = calendar;
        this.clock = clock;
        this.offset = micros(calendar.instant()) - clock.micros();
    }

    /** Since when the bank is away, and why; empty while it answers. */
    public Optional<Outage> outage() {
        return outage;
    }

    /** When the last outage ended, by the gateway's clock in microseconds; the least of all numbers if there was none. */
    long backAt() {
        return backAt;
    }

    /** How many gateways there are, as the bank has last told. */
    public int gateways() {
        return gateways;
    }

    /** Whether the bank may be drawn from: it answers, and has been told what was spent without it. */
    public boolean lends() {
        return outage.isEmpty() && (!settling || isSettled());
    }

    private boolean isSettled() {
        if (clock.micros() < settledAt) {
            return false;
        }
        settle();
        return true;
    }

    /** Spares further questions the time, unless another outage has ended meanwhile. */
    private synchronized void settle() {
        settling = clock.micros() < settledAt;
    }

    /** The bank's time in microseconds since 1970, as far as it is known. */
    long bankMicros() {
        return clock.micros() + offset;
    }

    /** The bank has answered to the presence, which ends an outage. */
    void heard(Bank.Presence presence) {
        gateways = presence.gateways();
        offset = presence.micros() - clock.micros();
        if (outage.isPresent()) {
            end();
        }
    }

    /** Asks what has to be answered, besides the presence, before an outage is over. */
    CompletableFuture<?> askAgain() {
        boolean doubted = outage.isPresent() && clock.micros() - awayAt < DOUBT_MICROS;
        return doubted ? doubt.get() : nothing();
    }

    private static CompletableFuture<?> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    /** Notes that a bucket could not be drawn from, and how to ask whether it can again. */
    synchronized void failed(String reason, Supplier<? extends CompletableFuture<?>> again) {
        doubt = again;
        failed(reason);
    }

    synchronized void failed(String reason) {
        if (outage.isEmpty()) {
            awayAt = clock.micros();
            outage = Optional.of(new Outage(calendar.instant(), reason));
            log.warn("the bank of the shared limits is away: {}", reason);
        }
    }

    static String reason(Throwable failure) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    }

    private synchronized void end() {
        if (outage.isPresent()) {
            Duration lasted = Duration.between(outage.get().since(), calendar.instant());
            backAt = clock.micros();
            settledAt = backAt + SETTLING_MICROS;
            settling = true;
            outage = Optional.empty();
            doubt = BankState::nothing;
            log.info("the bank of the shared limits is back after {} s", lasted.toSeconds());
        }
    }

    private static long micros(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos() / 1_000;
    }

    /**
     * An outage of the bank.
     *
     * @param since when it began
     * @param reason what the first call met
     */
    public record Outage(Instant since, String reason) {}
}
