package dev.sluice.gateway.backend;

import dev.sluice.loadbalancer.inflight.StaleConnectionException;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.AddressResolverGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.AbortedException;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.HttpOperations;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientState;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.util.context.Context;

/**
 * A pool that looks at a used connection once more before it lets a request use it.
 *
 * <p>A backend may close a connection whenever it likes. That it has done so is known to the operating system at once, but to us
 * only when the event loop comes to it. So the operating system is asked; where it can't be, or says that the connection is about to
 * close, the connection waits for one turn of its loop: if it was closed, the client takes another, since nothing was sent yet. What is
 * closed in the instant after that can't be told from a request that was taken; it is marked, so that it is not held against the backend, and
 * that what may be repeated is.
 *
 * <p>Under load a connection that has just answered is used again at once, and the question would be the dearest thing that a request costs.
 * So it is not asked then for a method that may be repeated.
 */
final class SecondLook implements ConnectionProvider {

    /** Of those that are sent again, as {@code Failover} does, the ones that hardly ever have a body. */
    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final ConnectionProvider pool;

    SecondLook(ConnectionProvider pool) {
        this.pool = pool;
    }

    @Override
    public Mono<? extends Connection> acquire(
            TransportConfig config,
            ConnectionObserver observer,
            @Nullable Supplier<? extends SocketAddress> remoteAddress,
            @Nullable AddressResolverGroup<?> resolver) {
        return Mono.defer(
                () -> pool.acquire(config, new Looking(observer, isRepeatable(config)), remoteAddress, resolver));
    }

    private static boolean isRepeatable(TransportConfig config) {
        return config instanceof HttpClientConfig request && REPEATABLE.contains(request.method());
    }

    @Override
    public void disposeWhen(SocketAddress remoteAddress) {
        pool.disposeWhen(remoteAddress);
    }

    @Override
    public Mono<Void> disposeLater() {
        return pool.disposeLater();
    }

    @Override
    public boolean isDisposed() {
        return pool.isDisposed();
    }

    @Override
    public int maxConnections() {
        return pool.maxConnections();
    }

    @Override
    public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
        return pool.maxConnectionsPerHost();
    }

    @Override
    public @Nullable String name() {
        return pool.name();
    }

    /** Of one connection that is being taken; called by the thread of that connection only. */
    private static final class Looking implements ConnectionObserver {

        private final ConnectionObserver observer;
        private final boolean repeatable;
        private boolean used;

        Looking(ConnectionObserver observer, boolean repeatable) {
            this.observer = observer;
            this.repeatable = repeatable;
        }

        @Override
        public Context currentContext() {
            return observer.currentContext();
        }

        @Override
        public void onUncaughtException(Connection connection, Throwable error) {
            observer.onUncaughtException(connection, marked(connection, error));
        }

        /** Told only until the answer begins. */
        private Throwable marked(Connection connection, Throwable error) {
            if (isUnsent(connection, error)) {
                return used
                        ? AbortedException.beforeSend()
                        : new ConnectException("The connection ended before anything was sent");
            }
            return used && error instanceof IOException ? new StaleConnectionException(error) : error;
        }

        private static boolean isUnsent(Connection connection, Throwable error) {
            return (error instanceof AbortedException && AbortedException.isConnectionReset(error))
                    || (error instanceof IOException
                            && connection instanceof HttpOperations<?, ?> request
                            && !request.hasSentHeaders());
        }

        @Override
        public void onStateChange(Connection connection, State state) {
            used |= state == State.ACQUIRED;
            if (state == HttpClientState.RESPONSE_COMPLETED) {
                FreshConnection.answered(connection.channel());
            }
            if (used && state == State.CONFIGURED && !isOpen(connection.channel())) {
                // A task that is due at once waits for the next turn, behind what has happened to the connections.
                var unused = connection.channel().eventLoop().schedule(() -> use(connection), 1, TimeUnit.NANOSECONDS);
            } else {
                observer.onStateChange(connection, state);
            }
        }

        private boolean isOpen(Channel channel) {
            return (repeatable && FreshConnection.is(channel)) || OpenConnection.is(channel);
        }

        /** Unless it was closed, or given back since the request was called off. */
        private void use(Connection connection) {
            if (connection.channel().isActive() && ChannelOperations.get(connection.channel()) == connection) {
                observer.onStateChange(connection, State.CONFIGURED);
            }
        }
    }
}
