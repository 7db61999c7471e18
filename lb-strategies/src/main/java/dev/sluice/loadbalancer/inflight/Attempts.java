package dev.sluice.loadbalancer.inflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * One request's attempts, one instance after another; holds the permit of the one under way.
 *
 * <p>A request can be called off by one thread while another chooses an instance for it. A permit that comes too late is
 * closed at once.
 */
public final class Attempts {

    private static final String ATTRIBUTE = Attempts.class.getName();

    /** So often a request may meet a connection that was being closed before its instance counts as tried. */
    private static final int MAX_INCONCLUSIVE = 5;

    private final List<String> tried = new ArrayList<>(1);
    private @Nullable Permit current;
    private @Nullable Outcome fault;
    private @Nullable FailedAttempt lastFailure;
    private int inconclusive;
    private boolean over;

    /** The attempts of a request that {@link InFlightFilter} looks after. */
    public static Optional<Attempts> of(ServerWebExchange exchange) {
        return in(exchange.getAttribute(ATTRIBUTE));
    }

    /** The attempts among a request's attributes. */
    public static Optional<Attempts> of(Map<String, Object> attributes) {
        return in(attributes.get(ATTRIBUTE));
    }

    private static Optional<Attempts> in(@Nullable Object attribute) {
        return attribute instanceof Attempts attempts ? Optional.of(attempts) : Optional.empty();
    }

    static Attempts begin(ServerWebExchange exchange) {
        Attempts attempts = new Attempts();
        exchange.getAttributes().put(ATTRIBUTE, attempts);
        return attempts;
    }

    /** Takes over the permit of the next attempt; one that is still open is given up. */
    public synchronized void next(Permit permit) {
        if (over) {
            permit.close(Outcome.ABANDONED);
            return;
        }
        givenUp();
        current = permit;
    }

    /** Ends the attempt under way, but not the request; answers its instance, if there was one. */
    public synchronized Optional<String> failed(Outcome outcome) {
        Optional<String> instance = Optional.ofNullable(current).map(Permit::instance);
        close(outcome);
        return instance;
    }

    /** The attempt under way has failed, whatever the request makes of that: another attempt, or an answer of its own. */
    synchronized void faulted(Outcome outcome) {
        fault = outcome;
    }

    /** Ends the attempt under way, for its fault or else for reasons that nobody tells. */
    public synchronized void givenUp() {
        close(faultOr(Outcome.ABANDONED));
    }

    /** Another attempt is to follow this one. */
    public synchronized void goOn(FailedAttempt failure) {
        lastFailure = failure;
    }

    /** Ends the request. */
    public synchronized void end(Outcome outcome) {
        close(faultOr(outcome));
        over = true;
    }

    private Outcome faultOr(Outcome outcome) {
        return fault == null ? outcome : fault;
    }

    private void close(Outcome outcome) {
        if (current != null) {
            if (outcome.isInconclusive() && inconclusive < MAX_INCONCLUSIVE) {
                inconclusive++;
            } else {
                tried.add(current.instance());
            }
            current.close(outcome);
            current = null;
        }
        fault = null;
    }

    /** The addresses of the instances that have been tried, in order; empty for nearly all requests. */
    public synchronized List<String> tried() {
        return tried.isEmpty() ? List.of() : List.copyOf(tried);
    }

    /** The attempt that another is to follow, if one is; told once, since whoever tries again later has reasons of its own. */
    public synchronized Optional<FailedAttempt> takeLastFailure() {
        Optional<FailedAttempt> failure = Optional.ofNullable(lastFailure);
        lastFailure = null;
        return failure;
    }
}
