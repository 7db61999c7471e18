package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is said of JSON that can't be read: never in the parser's words, which are full of class names. */
final class JsonProblem {

    /** How the parser begins what it has to say of a field that is there twice; nothing else tells it apart. */
    private static final String DUPLICATE = "Duplicate";

    private JsonProblem() {}

    /** The refusal of a body that the parser stopped in. */
    static RefusedException refusal(JsonParser parser, JacksonException problem) {
        Optional<Field> field = Field.at(parser.streamReadContext());
        if (isDuplicate(problem)) {
            return refusal(field.map(Field::toString).orElse("a field") + " is there twice");
        }
        if (field.isPresent() && isOfValue(parser, problem)) {
            return field.get().refusal();
        }
        return refusal(
                problem instanceof StreamConstraintsException
                        ? "a name or number is too long, or values are nested too deeply"
                        : "not valid JSON");
    }

    static RefusedException refusal(String message) {
        return new RefusedException(HttpStatus.BAD_REQUEST, message);
    }

    private static boolean isDuplicate(JacksonException problem) {
        return problem instanceof StreamReadException
                && problem.getOriginalMessage() != null
                && problem.getOriginalMessage().startsWith(DUPLICATE);
    }

    /** Whether it is the value of the field that is wrong, and not what stands before or after it. */
    private static boolean isOfValue(JsonParser parser, JacksonException problem) {
        if (problem instanceof UnexpectedEndOfInputException) {
            return false;
        }
        return parser.currentToken() == JsonToken.PROPERTY_NAME
                || problem instanceof InputCoercionException
                || !(problem instanceof StreamReadException);
    }
}
