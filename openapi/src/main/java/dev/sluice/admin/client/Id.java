package dev.sluice.admin.client;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an id in a path. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        description = "The id, percent-encoded: of any characters, a slash is one of them",
        schema = @Schema(type = "string", minLength = 1, maxLength = 255),
        example = "user1")
@interface Id {}
