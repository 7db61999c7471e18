package dev.sluice.loadbalancer.actuator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance as operators see it.
 *
 * @param id host and port
 * @param uri where it is
 * @param state whether it takes requests, and if not, why
 * @param reason more about that; absent if there is nothing to say
 * @param since when it got into its state
 * @param weight its share of the requests relative to the others'
 * @param inFlight requests in flight
 * @param picks how often it was chosen
 * @param failures how many requests failed on it: no connection, no answer, or half of one
 * @param lastCheck what the last health check found; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceDescription(
        String id,
        String uri,
        State state,
        @Nullable String reason,
        Instant since,
        int weight,
        int inFlight,
        long picks,
        long failures,
        @Nullable String lastCheck) {

    static InstanceDescription of(Backend backend) {
        return new InstanceDescription(
                backend.id(),
                backend.address(),
                backend.state(),
                Optional.of(backend.reason())
                        .filter(reason -> !reason.isEmpty())
                        .orElse(null),
                backend.since(),
                backend.weight(),
                backend.traffic().inFlight(),
                backend.traffic().picks(),
                backend.traffic().failures(),
                backend.lastCheck()
                        .map(check -> check.failure()
                                .map(reason -> "failed: " + reason)
                                .orElse("passed"))
                        .orElse(null));
    }
}
