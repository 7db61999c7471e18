package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.test.StepVerifier;

class LanesTest {

    private final AtomicInteger disposed = new AtomicInteger();

    @Test
    void aLaneWhoseEventLoopHasEndedKeepsNoOtherFromBeingDisposed() {
        Lanes lanes = new Lanes(List.of(
                lane(Mono.error(new RejectedExecutionException("event executor terminated"))),
                lane(Mono.fromRunnable(disposed::incrementAndGet))));

        StepVerifier.create(lanes.disposeLater()).verifyError(RejectedExecutionException.class);

        assertThat(disposed).hasValue(1);
    }

    private static ConnectionProvider lane(Mono<Void> disposal) {
        return new ConnectionProvider() {
            @Override
            public Mono<? extends Connection> acquire(
                    TransportConfig config,
                    ConnectionObserver observer,
                    @Nullable Supplier<? extends SocketAddress> address,
                    @Nullable AddressResolverGroup<?> resolver) {
                return Mono.empty();
            }

            @Override
            public Mono<Void> disposeLater() {
                return disposal;
            }
        };
    }
}
