package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.tokenbucket.bucket.Limit;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request would get.
 *
 * @param passes whether it would pass
 * @param cost the tokens that it would take
 * @param tokens the whole tokens in the bucket
 * @param capacity the capacity of the limit that decides
 * @param ratePerSec its rate
 * @param checkedAt when the tokens were counted
 * @param passesAt when it would pass if nobody else spends; absent if it costs more than a full bucket holds
 */
@Schema(name = "CheckResult", description = "What the request would get. Nothing was taken.")
@JsonPropertyOrder({"passes", "cost", "tokens", "capacity", "rate_per_sec", "checked_at", "passes_at"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Whether it would pass", example = "false")
        @JsonProperty("passes")
        boolean passes,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Tokens that it would take", example = "10")
        @JsonProperty("cost")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        long cost,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Whole tokens in the bucket", example = "4")
        @JsonProperty("tokens")
        @Min(0)
        @Max(Limit.MAX_CAPACITY)
        long tokens,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Capacity of the limit that decides",
                example = "30")
        @JsonProperty("capacity")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        long capacity,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Its tokens per second", example = "1")
        @JsonProperty("rate_per_sec")
        @DecimalMin(Limit.MIN_RATE_TEXT)
        @DecimalMax(Limit.MAX_RATE_TEXT)
        BigDecimal ratePerSec,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "When the tokens were counted",
                example = "2026-11-21T12:00:00.5Z")
        @JsonProperty("checked_at")
        Instant checkedAt,

        @Schema(
                description = "When it would pass if nobody else spends: now if it passes; "
                        + "absent if it costs more than a full bucket holds",
                example = "2026-11-21T12:00:06.5Z")
        @JsonProperty("passes_at")
        @Nullable
        Instant passesAt)
        implements Answer {

    static CheckView of(Standing standing, long cost) {
        Limit limit = standing.registration().client().limit();
        Optional<Duration> wait = limit.timeUntil(cost, standing.level());
        return new CheckView(
                wait.filter(Duration::isZero).isPresent(),
                cost,
                standing.level().tokens(),
                limit.capacity(),
                limit.ratePerSec(),
                standing.at(),
                wait.map(standing.at()::plus).orElse(null));
    }
}
