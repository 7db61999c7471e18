package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.StaleConnectionException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

class SecondLookTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<State> seen = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final ConnectionObserver client = new ConnectionObserver() {
        @Override
        public void onStateChange(Connection connection, State state) {
            seen.add(state);
        }

        @Override
        public void onUncaughtException(Connection connection, Throwable error) {
            errors.add(error);
        }
    };
    private @Nullable ConnectionObserver looking;
    private final Connection used = bound();

    @BeforeEach
    void nothingIsDueBeforeItsTurn() {
        channel.freezeTime();
    }

    @Test
    void aNewConnectionIsUsedAtOnce() {
        take(State.CONNECTED, State.CONFIGURED);

        assertThat(seen).containsExactly(State.CONNECTED, State.CONFIGURED);
    }

    @Test
    void aUsedOneWaitsForOneTurnOfItsLoop() {
        take(State.ACQUIRED, State.CONFIGURED);
        assertThat(seen).containsExactly(State.ACQUIRED);

        turn();
        assertThat(seen).containsExactly(State.ACQUIRED, State.CONFIGURED);
    }

    @Test
    void aUsedOneThatWasClosedIsNotUsed() {
        take(State.ACQUIRED, State.CONFIGURED);

        assertThat(channel.close().isSuccess()).isTrue();
        turn();

        assertThat(seen).containsExactly(State.ACQUIRED);
    }

    @Test
    void oneThatSomebodyElseHasByThenIsNotUsed() {
        take(State.ACQUIRED, State.CONFIGURED);

        bound();
        turn();

        assertThat(seen).containsExactly(State.ACQUIRED);
    }

    @Test
    void anEndWithoutAnAnswerIsMarkedOnAUsedOneOnly() {
        take(State.CONNECTED, State.CONFIGURED);
        last().onUncaughtException(used, new IOException("reset"));
        take(State.ACQUIRED, State.CONFIGURED);
        last().onUncaughtException(used, new IOException("reset"));

        assertThat(errors).hasExactlyElementsOfTypes(IOException.class, StaleConnectionException.class);
    }

    private ConnectionObserver last() {
        return Objects.requireNonNull(looking);
    }

    private void take(State... states) {
        ConnectionProvider pool = (config, observer, address, resolver) -> Mono.fromRunnable(() -> {
            looking = observer;
            for (State state : states) {
                observer.onStateChange(used, state);
            }
        });
        TcpClient any = TcpClient.newConnection();
        assertThat(new SecondLook(pool)
                        .acquire(any.configuration(), client, null, null)
                        .blockOptional())
                .isEmpty();
    }

    private void turn() {
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private Connection bound() {
        ChannelOperations<?, ?> operations = new ChannelOperations<>(() -> channel, ConnectionObserver.emptyListener());
        operations.bind();
        return operations;
    }
}
