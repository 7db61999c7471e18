package dev.sluice.admin.client;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * Marks a class whose methods are calls of this API.
 *
 * <p>It is no {@code @Controller}: {@link ClientMapping} finds it, and the application's own mapping does not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RequestMapping(ClientCalls.PATH)
@ResponseBody
@Tag(name = "clients")
@interface ClientCalls {

    /** Where everything here lives. */
    String PATH = "/clients";

    /** The type of a merge patch (RFC 7396). */
    String MERGE_PATCH = "application/merge-patch+json";

    /** The type of a problem document (RFC 9457): who accepts nothing else gets an error so, and an answer in JSON. */
    String PROBLEM = "application/problem+json";

    /** The type of JSON lines. */
    String JSON_LINES = "application/jsonl";

    /** The older type of JSON lines. */
    String ND_JSON = "application/x-ndjson";
}
