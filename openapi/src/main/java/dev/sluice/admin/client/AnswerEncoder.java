package dev.sluice.admin.client;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.util.MimeType;

/** Writes answers, and lists of them, whatever the application has set for its own JSON. */
final class AnswerEncoder extends JacksonJsonEncoder {

    AnswerEncoder(StrictJson json) {
        super(json.mapper(), MediaType.APPLICATION_JSON);
    }

    @Override
    public boolean canEncode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return super.canEncode(elementType, mimeType)
                && (isAnswer(elementType) || isAnswer(elementType.asCollection().getGeneric()));
    }

    private static boolean isAnswer(ResolvableType type) {
        return Answer.class.isAssignableFrom(type.toClass());
    }
}
