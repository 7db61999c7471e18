package dev.sluice.loadbalancer.pool;

import java.util.Optional;

/**
 * What one health check found.
 *
 * @param failure why it failed, for people; absent if it passed
 */
public record CheckResult(Optional<String> failure) {

    /** The instance is well. */
    public static final CheckResult PASSED = new CheckResult(Optional.empty());

    /** The instance is not well. */
    public static CheckResult failed(String reason) {
        return new CheckResult(Optional.of(reason));
    }

    boolean passed() {
        return failure.isEmpty();
    }
}
