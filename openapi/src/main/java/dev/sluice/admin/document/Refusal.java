package dev.sluice.admin.document;

import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The errors that a call may answer with, each with an example. */
public enum Refusal {
    /** A field, parameter or id is wrong. */
    BAD_REQUEST(
            HttpStatus.BAD_REQUEST,
            "A field, a parameter or the id is wrong; the message names it.",
            "capacity must be a whole number from 1 to 1000000000"),
    /** Nobody has signed in. */
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "No valid credentials were sent.", "Credentials are required"),
    /** Whoever has signed in may not do this. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "The credentials do not allow this call.", "Forbidden"),
    /** There is no such client. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such client.", "client 'user1' does not exist"),
    /** No answer in a type that is accepted. */
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Nothing in Accept is a type of the answer.", "Not Acceptable"),
    /** The id or its address is taken. */
    CONFLICT(
            HttpStatus.CONFLICT,
            "The id is in use, or another client has the same address (an IPv4 address, or the first 64 bits of an IPv6 one).",
            "client 'user1' exists already"),
    /** The body is too long. */
    CONTENT_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE, "The body is too long.", "the body must not be longer than 65536 bytes"),
    /** The body has another type. */
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has another Content-Type.", "Unsupported Media Type"),
    /** Too many failed logins. */
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed lately.", "Too many failed logins"),
    /** The database is away. */
    SERVICE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The database does not answer; a change may or may not have been made.",
            "Service not available");

    /** What every call may be refused with. */
    static final Set<Refusal> COMMON = Set.of(UNAUTHORIZED, FORBIDDEN, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE);

    private final HttpStatus status;
    private final String description;
    private final String example;

    Refusal(HttpStatus status, String description, String example) {
        this.status = status;
        this.description = description;
        this.example = example;
    }

    /** The status, as a key of an operation's answers. */
    String code() {
        return String.valueOf(status.value());
    }

    /** The name among the document's components. */
    String component() {
        return status.getReasonPhrase().replace(" ", "");
    }

    /** What stands under that name. */
    ApiResponse response() {
        Map<String, Object> error = new TreeMap<>(Map.of("code", status.value(), "message", example));
        Map<String, Object> problem = new TreeMap<>(Map.of(
                "type", "about:blank", "title", status.getReasonPhrase(), "status", status.value(), "detail", example));
        ApiResponse response = new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType("application/json", media("Error", error))
                        .addMediaType("application/problem+json", media("Problem", problem)));
        if (this == UNAUTHORIZED) {
            response.addHeaderObject(
                    HttpHeaders.WWW_AUTHENTICATE,
                    new Header().description("How to sign in").schema(new StringSchema()));
        }
        if (this == SERVICE_UNAVAILABLE || this == TOO_MANY_REQUESTS) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header()
                            .description("Seconds after which it is worth another try")
                            .schema(new IntegerSchema()));
        }
        return response;
    }

    private static MediaType media(String schema, Map<String, Object> example) {
        return new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/" + schema))
                .addExamples("example", new Example().value(example));
    }
}
