package dev.sluice.admin.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What became of the lines of an import.
 *
 * @param created clients that were created
 * @param updated clients that have another limit now
 * @param unchanged clients that had this limit already
 * @param failed lines that were not kept
 * @param errors the first of those, and why
 */
@Schema(
        name = "ImportReport",
        description = "What became of the lines. The good ones are kept, whatever the others are.")
@JsonPropertyOrder({"created", "updated", "unchanged", "failed", "errors"})
record ImportReport(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Clients that were created", example = "2")
        @JsonProperty("created")
        @Min(0)
        long created,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Clients with a new limit", example = "1")
        @JsonProperty("updated")
        @Min(0)
        long updated,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Clients left alone", example = "0")
        @JsonProperty("unchanged")
        @Min(0)
        long unchanged,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Lines that were not kept", example = "1")
        @JsonProperty("failed")
        @Min(0)
        long failed,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Why, for the first 1000 of those")
        @JsonProperty("errors")
        @Size(max = ImportReport.MAX_ERRORS)
        List<LineError> errors)
        implements Answer {

    /** How many errors are listed: who has more has one mistake in all of them. */
    static final int MAX_ERRORS = 1000;

    /**
     * Why a line was not kept.
     *
     * @param line its number, from 1
     * @param message the reason
     */
    @Schema(name = "LineError", description = "Why a line was not kept.")
    @JsonPropertyOrder({"line", "message"})
    record LineError(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Its number, from 1", example = "3")
            @JsonProperty("line")
            @Min(1)
            long line,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "The reason",
                    example = "capacity must be a whole number from 1 to 1000000000")
            @JsonProperty("message")
            String message) {}
}
