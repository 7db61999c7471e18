package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.tokenbucket.bucket.Limit;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A client as it is shown.
 *
 * @param clientId its id
 * @param capacity its capacity
 * @param ratePerSec its rate
 * @param tokens the whole tokens in its bucket
 * @param lastRefill when those were counted: refill is continuous
 * @param createdAt when it was created
 * @param updatedAt when its limit was last set
 */
@Schema(name = "Client", description = "A client, its limit, and what its bucket holds now.")
@JsonPropertyOrder({"client_id", "capacity", "rate_per_sec", "tokens", "last_refill", "created_at", "updated_at"})
record ClientView(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "The id",
                minLength = 1,
                maxLength = 255,
                example = "user1")
        @JsonProperty("client_id")
        String clientId,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Tokens that a full bucket holds",
                example = "30")
        @JsonProperty("capacity")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        long capacity,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Tokens per second", example = "1")
        @JsonProperty("rate_per_sec")
        @DecimalMin(Limit.MIN_RATE_TEXT)
        @DecimalMax(Limit.MAX_RATE_TEXT)
        BigDecimal ratePerSec,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Whole tokens in the bucket", example = "30")
        @JsonProperty("tokens")
        @Min(0)
        @Max(Limit.MAX_CAPACITY)
        long tokens,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "When the tokens were counted: refill is continuous",
                example = "2026-11-21T12:00:00.5Z")
        @JsonProperty("last_refill")
        Instant lastRefill,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "When the client was created",
                example = "2026-11-20T08:30:00Z")
        @JsonProperty("created_at")
        Instant createdAt,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "When its limit was last set",
                example = "2026-11-20T08:30:00Z")
        @JsonProperty("updated_at")
        Instant updatedAt)
        implements Answer {

    static ClientView of(Standing standing) {
        Limit limit = standing.registration().client().limit();
        return new ClientView(
                standing.id(),
                limit.capacity(),
                limit.ratePerSec(),
                standing.level().tokens(),
                standing.at(),
                standing.registration().createdAt(),
                standing.registration().updatedAt());
    }
}
