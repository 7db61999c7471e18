package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.Ledger;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Tokens that a client gets beside those that flow in: so many, or as many as there is room for.
 *
 * @param add how many
 * @param reset whether as many as it lacks
 */
@Schema(
        name = "Tokens",
        description = "Tokens beside those that flow in: exactly one of `add` and `reset`.",
        minProperties = 1,
        maxProperties = 1,
        example = "{\"add\":10}")
record TokensBody(
        @Schema(description = "Whole tokens to add, as far as there is room for them", example = "10")
        @JsonProperty("add")
        @Min(1)
        @Max(Limit.MAX_CAPACITY)
        @Nullable
        Long add,

        @Schema(description = "The bucket is to be full: `true`, or absent")
        @JsonProperty("reset")
        @AssertTrue
        @Nullable
        Boolean reset)
        implements Body {

    /**
     * This body itself.
     *
     * @throws RefusedException if it does not say one thing
     */
    TokensBody checked() {
        if ((add == null) == (reset == null)) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, "either add or reset must be given");
        }
        return this;
    }

    /** Adds them to a client's bucket. */
    CompletableFuture<Void> give(Ledger ledger, Client client) {
        return add == null ? ledger.fill(client) : ledger.add(client, add);
    }
}
