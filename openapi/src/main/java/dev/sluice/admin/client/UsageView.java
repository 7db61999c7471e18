package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.usage.Usage;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client did lately, as the API shows it.
 *
 * @param clientId its id
 * @param tokens the whole tokens in its bucket
 * @param capacity its capacity
 * @param ratePerSec its rate
 * @param lastSeen when the last decision about it was made; absent if that was not lately
 * @param admitted requests that passed, in these minutes
 * @param refused requests that did not
 * @param spent tokens that were taken
 * @param minutes the same for each minute
 */
@Schema(name = "Usage", description = "What a client did in the last minutes, on all gateways.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "client_id",
    "tokens",
    "capacity",
    "rate_per_sec",
    "last_seen",
    "admitted",
    "refused",
    "spent",
    "minutes"
})
record UsageView(
        @Schema(
                description = "Its id",
                minLength = 1,
                maxLength = 255,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "user1")
        @JsonProperty("client_id")
        String clientId,

        @Schema(
                description = "The whole tokens in its bucket now",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "12")
        long tokens,

        @Schema(
                description = "The whole tokens that its full bucket holds",
                minimum = "1",
                maximum = "" + Limit.MAX_CAPACITY,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "30")
        long capacity,

        @Schema(
                description = "The tokens that come back each second",
                minimum = Limit.MIN_RATE_TEXT,
                maximum = Limit.MAX_RATE_TEXT,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1")
        @JsonProperty("rate_per_sec")
        BigDecimal ratePerSec,

        @Schema(description = "When the last decision about it was made; absent if that was not in the last minutes")
        @JsonProperty("last_seen")
        @Nullable
        Instant lastSeen,

        @Schema(
                description = "Requests that passed, in these minutes",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "120")
        long admitted,

        @Schema(
                description = "Requests that were refused, in these minutes",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "3")
        long refused,

        @Schema(
                description = "Tokens that were taken, in these minutes",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "120")
        long spent,

        @ArraySchema(
                minItems = Usage.MINUTES,
                maxItems = Usage.MINUTES,
                arraySchema =
                        @Schema(
                                description = "The same for each minute, oldest first; the last is under way",
                                requiredMode = Schema.RequiredMode.REQUIRED))
        List<MinuteView> minutes)
        implements Answer {

    static UsageView of(Standing standing, Usage usage) {
        ClientView client = ClientView.of(standing);
        return new UsageView(
                client.clientId(),
                client.tokens(),
                client.capacity(),
                client.ratePerSec(),
                usage.lastSeen().orElse(null),
                usage.admitted(),
                usage.refused(),
                usage.spent(),
                usage.minutes().stream().map(MinuteView::of).toList());
    }

    /**
     * What a client did in one minute.
     *
     * @param from when it began
     * @param admitted requests that passed
     * @param refused requests that did not
     * @param spent tokens that were taken
     */
    @Schema(name = "UsageMinute", description = "What a client did in one minute.")
    record MinuteView(
            @Schema(description = "When it began", requiredMode = Schema.RequiredMode.REQUIRED)
            Instant from,

            @Schema(description = "Requests that passed", requiredMode = Schema.RequiredMode.REQUIRED, example = "7")
            long admitted,

            @Schema(
                    description = "Requests that were refused",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "0")
            long refused,

            @Schema(description = "Tokens that were taken", requiredMode = Schema.RequiredMode.REQUIRED, example = "7")
            long spent) {

        private static MinuteView of(Usage.Minute minute) {
            return new MinuteView(minute.from(), minute.admitted(), minute.refused(), minute.spent());
        }
    }
}
