package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.tokenbucket.bucket.Limit;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * A request that nobody sends.
 *
 * @param cost the tokens that it would take; 1 where it says nothing
 */
@Schema(name = "Check", description = "A request that nobody sends.")
record CheckBody(
        @Schema(description = "Tokens that it would take", example = "10", defaultValue = "1")
        @JsonProperty("cost")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        @Nullable
        Long cost)
        implements Body {

    long tokens() {
        return cost == null ? 1 : cost;
    }
}
