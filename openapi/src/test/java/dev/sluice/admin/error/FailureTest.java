package dev.sluice.admin.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;

class FailureTest {

    private static final String INSIDE = "10.0.0.7:5432 at dev.sluice.Secret";

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @MethodSource("failures")
    void everyFailureHasAStatusAndASentence(Throwable cause, int status, String message) {
        assertThat(Failure.of(cause)).isEqualTo(new Failure(HttpStatus.valueOf(status), message));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new ConnectException(INSIDE), 503, "Service not available"),
                arguments(new NoRouteToHostException(INSIDE), 503, "Service not available"),
                arguments(new UnknownHostException(INSIDE), 503, "Service not available"),
                arguments(NotFoundException.create(false, INSIDE), 503, "Service not available"),
                arguments(
                        new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, INSIDE),
                        503,
                        "Service not available"),
                arguments(new ConnectTimeoutException(INSIDE), 504, "The backend did not answer in time"),
                arguments(new TimeoutException(INSIDE), 504, "The backend did not answer in time"),
                arguments(ReadTimeoutException.INSTANCE, 504, "The backend did not answer in time"),
                arguments(
                        new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, INSIDE),
                        504,
                        "The backend did not answer in time"),
                arguments(new IOException(INSIDE), 502, "The backend broke off"),
                arguments(new SocketException(INSIDE), 502, "The backend broke off"),
                arguments(new ClosedChannelException(), 502, "The backend broke off"),
                arguments(new SSLException(INSIDE), 502, "The backend broke off"),
                arguments(AbortedException.beforeSend(), 502, "The backend broke off"),
                arguments(PrematureCloseException.TEST_EXCEPTION, 502, "The backend broke off"),
                arguments(NotFoundException.create(true, INSIDE), 404, "Not Found"),
                arguments(new ResponseStatusException(HttpStatus.NOT_FOUND, INSIDE), 404, "Not Found"),
                arguments(new MethodNotAllowedException("PUT", List.of()), 405, "Method Not Allowed"),
                arguments(new ServerWebInputException(INSIDE), 400, "Bad Request"),
                arguments(
                        new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE, new IOException(INSIDE)),
                        413,
                        "Content Too Large"),
                arguments(
                        new ResponseStatusException(HttpStatusCode.valueOf(799), INSIDE), 500, "Internal Server Error"),
                arguments(new IllegalStateException(INSIDE), 500, "Internal Server Error"),
                arguments(new RepositoryUnavailableException(INSIDE), 503, "Service not available"),
                arguments(new RefusedException(HttpStatus.CONFLICT, "it is taken"), 409, "it is taken"),
                arguments(new OutOfMemoryError(INSIDE), 500, "Internal Server Error"));
    }

    @ParameterizedTest
    @EnumSource(HttpStatus.class)
    void theSentenceDependsOnTheStatusAlone(HttpStatus status) {
        Failure quiet = Failure.of(new ResponseStatusException(status));
        Failure talkative = Failure.of(new ResponseStatusException(status, INSIDE, new IllegalStateException(INSIDE)));

        assertThat(talkative).isEqualTo(quiet);
        assertThat(talkative.message()).isNotBlank().doesNotContain("Secret", "Exception");
    }
}
