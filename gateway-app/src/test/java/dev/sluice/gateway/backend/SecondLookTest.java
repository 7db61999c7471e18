package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.StaleConnectionException;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientState;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.TransportConfig;

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

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void oneThatHasJustAnsweredIsUsedAtOnceForWhatMayBeRepeated(String method) {
        answer();
        channel.advanceTimeBy(999, TimeUnit.MICROSECONDS);
        take(request(method), State.ACQUIRED, State.CONFIGURED);

        assertThat(seen).containsExactly(State.ACQUIRED, State.CONFIGURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void forAllElseItWaitsLikeOthers(String method) {
        answer();
        take(request(method), State.ACQUIRED, State.CONFIGURED);

        assertThat(seen).containsExactly(State.ACQUIRED);
    }

    @Test
    void whatHasAnsweredAMillisecondAgoWaitsLikeOthers() {
        answer();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        take(request("GET"), State.ACQUIRED, State.CONFIGURED);

        assertThat(seen).containsExactly(State.ACQUIRED);
    }

    @Test
    void whatWasClosedAfterItsAnswerIsNotUsed() {
        answer();
        assertThat(channel.close().isSuccess()).isTrue();
        take(request("GET"), State.ACQUIRED, State.CONFIGURED);

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

    private static TransportConfig request(String method) {
        return ((HttpClient) HttpClient.newConnection().request(HttpMethod.valueOf(method))).configuration();
    }

    private void answer() {
        take(HttpClientState.RESPONSE_COMPLETED);
        seen.clear();
    }

    private void take(State... states) {
        take(TcpClient.newConnection().configuration(), states);
    }

    private void take(TransportConfig config, State... states) {
        ConnectionProvider pool = (same, observer, address, resolver) -> Mono.fromRunnable(() -> {
            looking = observer;
            for (State state : states) {
                observer.onStateChange(used, state);
            }
        });
        assertThat(new SecondLook(pool).acquire(config, client, null, null).blockOptional())
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
