package dev.sluice.tokenbucket.usage;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The actuator's endpoint {@code refusals}: the keys that this gateway refused most in the last minutes. */
@Endpoint(id = "refusals")
public final class RefusalsEndpoint {

    private final Refusals refusals;

    /** An endpoint that shows these. */
    public RefusalsEndpoint(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Those refused most. */
    @ReadOperation
    public TopRefusals refusals() {
        return refusals.top();
    }
}
