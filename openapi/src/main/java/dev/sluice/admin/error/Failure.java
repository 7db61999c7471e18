package dev.sluice.admin.error;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import reactor.netty.channel.AbortedException;

/**
 * What a client may know of a failure.
 *
 * <p>Only a {@link RefusedException} has words of its own. Everybody else's message depends on the status alone, so that
 * nothing of the inside gets out.
 *
 * @param status the status to answer with
 * @param message the sentence for it
 */
public record Failure(HttpStatus status, String message) {

    /** What a client may know of an exception that ended its request. */
    public static Failure of(Throwable cause) {
        return cause instanceof RefusedException refused
                ? new Failure(refused.status(), refused.getMessage())
                : of(status(cause));
    }

    /** What a client may know where there is nothing but a status. */
    public static Failure of(HttpStatus status) {
        return new Failure(
                status,
                switch (status) {
                    case SERVICE_UNAVAILABLE -> "Service not available";
                    case BAD_GATEWAY -> "The backend broke off";
                    case GATEWAY_TIMEOUT -> "The backend did not answer in time";
                    default -> status.getReasonPhrase();
                });
    }

    private static HttpStatus status(Throwable cause) {
        if (cause instanceof ErrorResponse response) {
            HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
            return status != null ? status : HttpStatus.INTERNAL_SERVER_ERROR;
        }
        if (cause instanceof ConnectTimeoutException
                || cause instanceof TimeoutException
                || cause instanceof io.netty.handler.timeout.TimeoutException) {
            return HttpStatus.GATEWAY_TIMEOUT;
        }
        if (cause instanceof ConnectException
                || cause instanceof RepositoryUnavailableException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return cause instanceof IOException || cause instanceof AbortedException
                ? HttpStatus.BAD_GATEWAY
                : HttpStatus.INTERNAL_SERVER_ERROR;
    }
}
