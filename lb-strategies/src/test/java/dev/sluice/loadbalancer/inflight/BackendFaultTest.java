package dev.sluice.loadbalancer.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.loadbalancer.inflight.Outcome.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakeException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

class BackendFaultTest {

    static Stream<Arguments> exceptions() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), Kind.UNREACHABLE),
                arguments(new ConnectTimeoutException("connection timed out"), Kind.UNREACHABLE),
                arguments(new NoRouteToHostException("No route to host"), Kind.UNREACHABLE),
                arguments(new UnknownHostException("nowhere"), Kind.UNREACHABLE),
                arguments(new SSLHandshakeException("bad certificate"), Kind.UNREACHABLE),
                arguments(new SSLPeerUnverifiedException("another host"), Kind.UNREACHABLE),
                arguments(new NotSslRecordException("not an SSL/TLS record"), Kind.UNREACHABLE),
                arguments(AbortedException.beforeSend(), Kind.UNSENT),
                arguments(new StaleConnectionException(new IOException("reset")), Kind.STALE),
                arguments(new IOException("Error while acquiring from a pool"), Kind.UNSENT),
                arguments(new SSLException("bad record MAC"), Kind.FAILED),
                arguments(new AbortedException(new ClosedChannelException()), Kind.FAILED),
                arguments(PrematureCloseException.TEST_EXCEPTION, Kind.FAILED),
                arguments(new IOException("Connection reset by peer"), Kind.FAILED),
                arguments(new SocketException("Broken pipe"), Kind.FAILED),
                arguments(ReadTimeoutException.INSTANCE, Kind.FAILED),
                arguments(answered(HttpStatus.GATEWAY_TIMEOUT, new TimeoutException("too slow")), Kind.FAILED),
                arguments(answered(HttpStatus.BAD_GATEWAY, null), Kind.FAILED),
                arguments(
                        answered(HttpStatus.GATEWAY_TIMEOUT, new PoolAcquireTimeoutException(Duration.ofSeconds(1))),
                        Kind.ABANDONED),
                arguments(new PoolAcquirePendingLimitException(1), Kind.ABANDONED),
                arguments(answered(HttpStatus.TOO_MANY_REQUESTS, null), Kind.ABANDONED),
                arguments(NotFoundException.create(false, "no instance"), Kind.ABANDONED),
                arguments(new CancellationException(), Kind.ABANDONED),
                arguments(new WebSocketServerHandshakeException("no such version"), Kind.ABANDONED),
                arguments(new IllegalStateException("a filter's own"), Kind.ABANDONED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("exceptions")
    void tellsWhatTheBackendHasToDoWithIt(Throwable cause, Kind kind) {
        assertThat(BackendFault.of(cause).kind()).isEqualTo(kind);
    }

    @Test
    void theReasonIsThatOfTheFirstCause() {
        IOException refused = new ConnectException("localhost/127.0.0.1:1: Connection refused");
        refused.initCause(new ConnectException("Connection refused"));

        assertThat(BackendFault.of(refused).reason()).isEqualTo("Connection refused");
        assertThat(BackendFault.of(new IOException()).reason()).isEqualTo("IOException");
        assertThat(BackendFault.of(answered(HttpStatus.BAD_GATEWAY, null)).reason())
                .isEqualTo("said so");
        assertThat(BackendFault.of(new ResponseStatusException(HttpStatus.BAD_GATEWAY))
                        .reason())
                .contains("502");
    }

    @Test
    void itHasNoReasonWhereItIsNotTheBackends() {
        assertThat(BackendFault.of(new IllegalStateException("a filter's own"))).isSameAs(Outcome.ABANDONED);
    }

    private static Throwable answered(HttpStatus status, @Nullable Throwable cause) {
        return new ResponseStatusException(status, "said so", cause);
    }
}
