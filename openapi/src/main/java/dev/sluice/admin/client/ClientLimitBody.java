package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.tokenbucket.bucket.Limit;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * A whole limit and whose it is to be, for the verb path that has no id.
 *
 * @param clientId the id of the client
 * @param capacity the capacity
 * @param ratePerSec the rate
 */
record ClientLimitBody(
        @JsonProperty("client_id") @NotNull String clientId,

        @JsonProperty("capacity") @NotNull @Min(1) @Max(Limit.MAX_CAPACITY)
        Long capacity,

        @JsonProperty("rate_per_sec") @NotNull @DecimalMin(Limit.MIN_RATE_TEXT) @DecimalMax(Limit.MAX_RATE_TEXT)
        BigDecimal ratePerSec)
        implements Body {

    LimitBody limit() {
        return new LimitBody(capacity, ratePerSec);
    }
}
