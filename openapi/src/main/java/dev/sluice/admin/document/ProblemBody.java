package dev.sluice.admin.document;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;

/** An error as a problem document (RFC 9457), for the document only. */
@Schema(name = "Problem", description = "Why a call was refused, after RFC 9457: for whoever accepts it.")
@JsonPropertyOrder({"type", "title", "status", "detail"})
record ProblemBody(
        @Schema(description = "Always the same", requiredMode = Schema.RequiredMode.REQUIRED, example = "about:blank")
        String type,

        @Schema(
                description = "The status in words",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "Bad Request")
        String title,

        @Schema(description = "The status", requiredMode = Schema.RequiredMode.REQUIRED, example = "400")
        int status,

        @Schema(
                description = "The reason",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "capacity must be a whole number from 1 to 1000000000")
        String detail) {}
