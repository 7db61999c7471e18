package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as it is read and written here, whatever the application has set for its own.
 *
 * <p>It is taken by its word: a number is a number, a field stands there once, and what is wrong is named.
 */
final class StrictJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private final Validator validator;

    StrictJson(Validator validator) {
        this.validator = validator;
    }

    /** The mapper, which writes numbers without an exponent and instants after RFC 3339. */
    JsonMapper mapper() {
        return mapper;
    }

    /**
     * Reads one object.
     *
     * @throws RefusedException if it is none, or a field is wrong
     */
    <T extends Record & Body> T read(byte[] json, Class<T> type) {
        checkTokens(json, type);
        T body = bound(json, type);
        Optional<Field> wrong = validator.validate(body).stream()
                .map(violation -> Field.ofProperty(violation.getPropertyPath().toString()))
                .min(Comparator.naturalOrder());
        if (wrong.isPresent()) {
            throw wrong.get().refusal();
        }
        return body;
    }

    /** Refuses what is no JSON or not one object, and null in a field: bound to a record it would count as absent. */
    private void checkTokens(byte[] json, Class<? extends Record> type) {
        try (JsonParser parser = mapper.createParser(json)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw JsonProblem.refusal("a JSON object is expected");
                }
                while (parser.nextToken() != null) {
                    Optional<Field> nulled = parser.currentToken() == JsonToken.VALUE_NULL
                            ? Field.at(parser.streamReadContext()).filter(field -> field.isIn(type))
                            : Optional.empty();
                    if (nulled.isPresent()) {
                        throw nulled.get().refusal();
                    }
                }
            } catch (JacksonException e) {
                throw JsonProblem.refusal(parser, e);
            }
        }
    }

    private <T extends Record & Body> T bound(byte[] json, Class<T> type) {
        try (JsonParser parser = mapper.createParser(json)) {
            try {
                return mapper.readerFor(type).readValue(parser);
            } catch (JacksonException e) {
                throw JsonProblem.refusal(parser, e);
            }
        }
    }
}
