package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.tokenbucket.bucket.Limit;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * A whole limit.
 *
 * @param capacity the capacity
 * @param ratePerSec the rate
 */
@Schema(name = "Limit", description = "A limit. Both fields are required.")
record LimitBody(
        @Schema(description = "Tokens that a full bucket holds", example = "25")
        @JsonProperty("capacity")
        @NotNull
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        Long capacity,

        @Schema(description = "Tokens per second; nine decimals count", example = "3")
        @JsonProperty("rate_per_sec")
        @NotNull
        @DecimalMin(Limit.MIN_RATE_TEXT)
        @DecimalMax(Limit.MAX_RATE_TEXT)
        BigDecimal ratePerSec)
        implements Body {

    Limit limit() {
        return Limit.of(capacity, ratePerSec);
    }
}
