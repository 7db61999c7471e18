package dev.sluice.tokenbucket.error;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
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
        boolean problem = prefersProblem(request);
        byte[] body = problem ? json.writeValueAsBytes(Problem.of(status, message)) : json(status, message);

        response.setStatusCode(status);
        response.getHeaders().setContentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(body.length);
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            return response.setComplete();
        }
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    /** The plain JSON body of an error, for an answer that is written where there is no exchange. */
    public byte[] json(HttpStatus status, String message) {
        PlainBody body = last;
        if (body == null || !body.says(status, message)) {
            body = PlainBody.of(status, message, json);
            last = body;
        }
        return body.bytes();
    }

    /** Whether the problem document is named in {@code Accept} and plain JSON is not wanted more. */
    private static boolean prefersProblem(ServerHttpRequest request) {
        List<MediaType> accepted = accepted(request);
        return accepted.stream()
                .filter(type -> type.getQualityValue() > 0)
                .filter(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                        || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .findFirst()
                .filter(MediaType.APPLICATION_PROBLEM_JSON::equalsTypeAndSubtype)
                .isPresent();
    }

    private static List<MediaType> accepted(ServerHttpRequest request) {
        try {
            List<MediaType> accepted = request.getHeaders().getAccept();
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
