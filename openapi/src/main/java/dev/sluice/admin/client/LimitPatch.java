package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.tokenbucket.bucket.Limit;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of a limit (a JSON merge patch, RFC 7396): what is absent stays as it is.
 *
 * @param capacity the capacity
 * @param ratePerSec the rate
 */
@Schema(name = "LimitPatch", description = "The parts of a limit to change. What is absent stays as it is.")
record LimitPatch(
        @Schema(description = "Tokens that a full bucket holds", example = "25")
        @JsonProperty("capacity")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        @Nullable
        Long capacity,

        @Schema(description = "Tokens per second; nine decimals count", example = "3")
        @JsonProperty("rate_per_sec")
        @DecimalMin(Limit.MIN_RATE_TEXT)
        @DecimalMax(Limit.MAX_RATE_TEXT)
        @Nullable
        BigDecimal ratePerSec)
        implements Body {

    /** The limit with the parts that are here. */
    Limit appliedTo(Limit limit) {
        return Limit.of(
                capacity != null ? capacity : limit.capacity(), ratePerSec != null ? ratePerSec : limit.ratePerSec());
    }
}
