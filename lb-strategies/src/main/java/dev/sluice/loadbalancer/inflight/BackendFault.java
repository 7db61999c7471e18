package dev.sluice.loadbalancer.inflight;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.channel.AbortedException;

/** What an exception in forwarding says of the backend. */
public final class BackendFault {

    /** As in {@code finishConnect(..) failed with error(-111): Connection refused}. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private static final String NOT_ACQUIRED = "Error while acquiring from ";

    private BackendFault() {}

    /** How the attempt ended that ended in this exception. */
    public static Outcome of(Throwable cause) {
        if (isUnreachable(cause)) {
            return Outcome.unreachable(reason(cause));
        }
        if (isUnsent(cause)) {
            return Outcome.unsent(reason(cause));
        }
        if (cause instanceof StaleConnectionException) {
            return Outcome.stale(reason(cause));
        }
        return isBackends(cause) ? Outcome.failed(reason(cause)) : Outcome.ABANDONED;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || isHandshake(cause);
    }

    /** Reactor Netty has words of its own for a connection that it found closed, and for a second one in a row. */
    private static boolean isUnsent(Throwable cause) {
        return (cause instanceof AbortedException && AbortedException.isConnectionReset(cause)) || isNotAcquired(cause);
    }

    private static boolean isNotAcquired(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).startsWith(NOT_ACQUIRED);
    }

    /** No other failure of TLS: a request can be half sent when its connection turns out to be broken. */
    private static boolean isHandshake(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause instanceof NotSslRecordException;
    }

    private static boolean isBackends(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof AbortedException
                || cause instanceof io.netty.handler.timeout.TimeoutException
                || cause instanceof DecoderException
                || (cause instanceof ResponseStatusException answered
                        && isGatewayStatus(answered)
                        && !isWaitForAConnection(answered.getCause()));
    }

    /** Waiting in vain for one of our own connections is nobody's fault; it has a type of its own, below this one. */
    private static boolean isWaitForAConnection(@Nullable Throwable cause) {
        return cause instanceof TimeoutException && !cause.getClass().equals(TimeoutException.class);
    }

    private static boolean isGatewayStatus(ResponseStatusException cause) {
        return cause.getStatusCode().isSameCodeAs(HttpStatus.BAD_GATEWAY)
                || cause.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
    }

    /** What happened, for people: the innermost cause, without the name of the system call. */
    public static String reason(Throwable cause) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
        if (root instanceof ClosedChannelException || isNotAcquired(root)) {
            return "Connection has been closed";
        }
        String message = root instanceof ResponseStatusException answered && answered.getReason() != null
                ? answered.getReason()
                : root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : SYSTEM_CALL.matcher(message).replaceFirst("");
    }
}
