package dev.sluice.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.support.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class HeadOfAnswerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLoop loop = new DefaultEventLoop();
    private final Upload upload = new Upload(new EmbeddedChannel());

    @BeforeEach
    void thereIsAConnection() {
        upload.begin();
    }

    @Test
    void isAskedForOnTheLoopOfTheClientWhoeverComesForIt() {
        AtomicReference<Thread> asked = new AtomicReference<>();
        Flux<String> answer = Flux.defer(() -> {
            asked.set(Thread.currentThread());
            return Flux.just("head");
        });

        new HeadOfAnswer(answer, upload, PATIENCE, loop).block(PATIENCE);

        assertThat(loop.inEventLoop(asked.get())).isTrue();
        stop();
    }

    @Test
    void failsWithGatewayTimeoutWhenItDoesNotComeInTime() {
        Mono<Void> head = new HeadOfAnswer(Flux.never(), upload, Duration.ofNanos(1), loop);

        assertThatThrownBy(() -> head.block(PATIENCE))
                .isInstanceOfSatisfying(ResponseStatusException.class, failure -> {
                    assertThat(failure.getStatusCode()).isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
                    // By this a Retry of Spring Cloud Gateway knows what it may try again.
                    assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
                });
        stop();
    }

    @Test
    void failsWhenTheLoopOfTheClientHasEnded() {
        stop();

        Mono<Void> head = new HeadOfAnswer(Flux.just("head"), upload, PATIENCE, loop);

        assertThatThrownBy(() -> head.block(PATIENCE)).isInstanceOf(RejectedExecutionException.class);
    }

    private void stop() {
        loop.shutdownGracefully(0, PATIENCE.toSeconds(), TimeUnit.SECONDS).syncUninterruptibly();
    }
}
