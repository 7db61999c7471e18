package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.ClientId;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.core.TokenStreamContext;

/** The fields of a body, and what is said of one that is wrong. */
enum Field {
    CLIENT_ID(
            "client_id",
            "clientId",
            "must have 1 to " + ClientId.MAX_CHARACTERS + " characters, none of them a control character"),
    CAPACITY("capacity", "capacity", "must be a whole number from 1 to " + Limit.MAX_CAPACITY),
    RATE_PER_SEC("rate_per_sec", "ratePerSec", "must be a number from " + Limit.MIN_RATE + " to " + Limit.MAX_RATE),
    TOKENS("tokens", "tokens", "must be a whole number"),
    CURRENT_TOKENS("current_tokens", "currentTokens", "must be a whole number"),
    COST("cost", "cost", "must be a whole number from 1 to " + Limit.MAX_CAPACITY),
    ADD("add", "add", "must be a whole number from 1 to " + Limit.MAX_CAPACITY),
    RESET("reset", "reset", "must be true");

    private final String name;
    private final String property;
    private final String rule;

    Field(String name, String property, String rule) {
        this.name = name;
        this.property = property;
        this.rule = rule;
    }

    /** The field of the outermost object that a parser stands in. */
    static Optional<Field> at(TokenStreamContext place) {
        String path = place.pathAsPointer().toString();
        return Arrays.stream(values())
                .filter(field -> path.equals("/" + field.name))
                .findFirst();
    }

    /** The field that has this name in Java. */
    static Field ofProperty(String property) {
        return Arrays.stream(values())
                .filter(field -> field.property.equals(property))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a body has this field. */
    boolean isIn(Class<? extends Record> body) {
        return Arrays.stream(body.getRecordComponents())
                .anyMatch(component -> component.getName().equals(property));
    }

    /** The refusal of a body in which this field is wrong. */
    RefusedException refusal() {
        return new RefusedException(HttpStatus.BAD_REQUEST, name + " " + rule);
    }

    /** The name in JSON. */
    @Override
    public String toString() {
        return name;
    }
}
