package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that is to be created.
 *
 * @param clientId its id
 * @param capacity its capacity; absent: the default
 * @param ratePerSec its rate; absent: the default
 * @param tokens what its bucket holds at first, clamped to what it can hold; absent: as much as it can
 * @param currentTokens another name for {@code tokens}, which wins
 */
@Schema(
        name = "NewClient",
        description = "A client to create. A limit that is absent takes the default.",
        example = "{\"client_id\":\"user1\",\"capacity\":30,\"rate_per_sec\":1,\"tokens\":30}")
record NewClientBody(
        @Schema(
                description = "1 to 255 characters, none of them a control character",
                minLength = 1,
                maxLength = 255,
                example = "user1")
        @JsonProperty("client_id")
        @NotNull
        String clientId,

        @Schema(description = "Tokens that a full bucket holds", example = "30")
        @JsonProperty("capacity")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        @Nullable
        Long capacity,

        @Schema(description = "Tokens per second; nine decimals count", example = "1")
        @JsonProperty("rate_per_sec")
        @DecimalMin(Limit.MIN_RATE_TEXT)
        @DecimalMax(Limit.MAX_RATE_TEXT)
        @Nullable
        BigDecimal ratePerSec,

        @Schema(
                description = "Tokens in the bucket at first, clamped to 0 and the capacity; absent: full",
                implementation = Long.class,
                example = "30")
        @JsonProperty("tokens")
        @Nullable
        BigInteger tokens,

        @Schema(description = "Another name for `tokens`, which wins", implementation = Long.class, example = "30")
        @JsonProperty("current_tokens")
        @Nullable
        BigInteger currentTokens)
        implements Body {

    /** The client to register; what is absent is taken from the default. */
    NewClient newClient(Limit defaultLimit, Instant now) {
        Limit limit = limit(defaultLimit);
        return new NewClient(clientId, limit, fill(limit, now));
    }

    /** Its limit; what is absent is taken from the default. */
    Limit limit(Limit defaultLimit) {
        return new LimitPatch(capacity, ratePerSec).appliedTo(defaultLimit);
    }

    private Fill fill(Limit limit, Instant now) {
        BigInteger first = tokens != null ? tokens : currentTokens;
        if (first == null) {
            return Fill.full(limit);
        }
        long clamped = first.max(BigInteger.ZERO)
                .min(BigInteger.valueOf(limit.capacity()))
                .longValueExact();
        return Fill.of(Level.ofTokens(clamped), now);
    }
}
