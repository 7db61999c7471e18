package dev.sluice.admin.document;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;

/** An error as plain JSON, for the document only. */
@Schema(name = "Error", description = "Why a call was refused.")
@JsonPropertyOrder({"code", "message"})
record ErrorBody(
        @Schema(description = "The status", requiredMode = Schema.RequiredMode.REQUIRED, example = "400")
        int code,

        @Schema(
                description = "The reason",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "capacity must be a whole number from 1 to 1000000000")
        String message) {}
