package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the body of a request, up to {@value #MAX_BYTES} bytes of it. */
final class BodyDecoder extends AbstractDecoder<Record> {

    /** A thousand times what a sensible body has. */
    static final int MAX_BYTES = 64 * 1024;

    private final StrictJson json;

    BodyDecoder(StrictJson json) {
        super(MediaType.APPLICATION_JSON, MediaType.valueOf("application/merge-patch+json"));
        this.json = json;
    }

    @Override
    public boolean canDecode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return super.canDecode(elementType, mimeType) && Body.class.isAssignableFrom(elementType.toClass());
    }

    @Override
    public Mono<Record> decodeToMono(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return DataBufferUtils.join(input, MAX_BYTES)
                .onErrorMap(DataBufferLimitException.class, BodyDecoder::tooLong)
                .defaultIfEmpty(DefaultDataBufferFactory.sharedInstance.wrap(new byte[0]))
                .map(buffer -> decode(buffer, elementType, mimeType, hints));
    }

    @Override
    public Flux<Record> decode(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return decodeToMono(input, elementType, mimeType, hints).flux();
    }

    @Override
    public Record decode(
            DataBuffer buffer,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return json.read(bytes, bodyType(elementType));
    }

    @SuppressWarnings("unchecked") // canDecode let nothing else in, and every Body is a record
    private static <T extends Record & Body> Class<T> bodyType(ResolvableType elementType) {
        return (Class<T>) elementType.toClass();
    }

    private static RefusedException tooLong(Throwable cause) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE, "the body must not be longer than " + MAX_BYTES + " bytes", cause);
    }
}
