package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private final ConnectionObserver client = (connection, state) -> seen.add(state);
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

    private void take(State... states) {
        ConnectionProvider pool = (config, observer, address, resolver) -> Mono.fromRunnable(() -> {
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
