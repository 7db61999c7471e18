package dev.sluice.tokenbucket.error;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one writer of the gateway's own errors: {@code {"code":429,"message":"Rate limit exceeded"}}, or a problem document
 * (RFC 9457) for a client that would rather have {@code application/problem+json}.
 */
public final class ErrorWriter {

    private final JsonMapper json;

    /** Of errors in a row most are alike, above all of refusals, and a refusal is to cost as little as it can. */
    private volatile @Nullable PlainBody last;

    /** A writer that lets {@code json} do the quoting. */
    public ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers the exchange with an error; headers that are already set stay. */
    public Mono<Void> write(ServerWebExchange exchange, HttpStatus status, String message) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        WrittenError body = body(request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT), status, message);

        response.setStatusCode(status);
        response.getHeaders().setContentType(body.type());
        response.getHeaders().setContentLength(body.bytes().length);
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            return response.setComplete();
        }
        DataBuffer buffer = response.bufferFactory().wrap(body.bytes());
        return response.writeWith(Mono.just(buffer));
    }

    /**
     * The body of an error, for an answer that is written where there is no exchange.
     *
     * @param accept the lines of the request's {@code Accept}
     */
    public WrittenError body(List<String> accept, HttpStatus status, String message) {
        return prefersProblem(accept)
                ? new WrittenError(
                        MediaType.APPLICATION_PROBLEM_JSON, json.writeValueAsBytes(Problem.of(status, message)))
                : new WrittenError(MediaType.APPLICATION_JSON, json(status, message));
    }

    private byte[] json(HttpStatus status, String message) {
        PlainBody body = last;
        if (body == null || !body.says(status, message)) {
            body = PlainBody.of(status, message, json);
            last = body;
        }
        return body.bytes();
    }

    /** Whether the problem document is named in {@code Accept} and plain JSON is not wanted more. */
    private static boolean prefersProblem(List<String> accept) {
        return accepted(accept).stream()
                .filter(type -> type.getQualityValue() > 0)
                .filter(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                        || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .findFirst()
                .filter(MediaType.APPLICATION_PROBLEM_JSON::equalsTypeAndSubtype)
                .isPresent();
    }

    private static List<MediaType> accepted(List<String> accept) {
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(accepted);
            return accepted;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
            return List.of();
        }
    }

    private record Problem(String type, String title, int status, String detail) {

        static Problem of(HttpStatus status, String message) {
            return new Problem("about:blank", status.getReasonPhrase(), status.value(), message);
        }
    }
}
