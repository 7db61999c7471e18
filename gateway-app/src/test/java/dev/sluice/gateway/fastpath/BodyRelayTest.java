package dev.sluice.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

/** A body for a client that has gone: whatever the server does not take is given back. */
class BodyRelayTest {

    private static final String BODY = "hello";

    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final ByteBuf piece = Unpooled.copiedBuffer(BODY, StandardCharsets.UTF_8);
    private final HttpServerResponse server =
            mock(HttpServerResponse.class, withSettings().extraInterfaces(Connection.class, HttpServerRequest.class));

    @BeforeEach
    void aClientThatHasGone() {
        NettyOutbound gone = mock(NettyOutbound.class);
        when(gone.then()).thenReturn(Mono.error(AbortedException.beforeSend()));
        when(server.responseHeaders()).thenReturn(headers);
        when(server.status()).thenReturn(HttpResponseStatus.OK);
        when(server.send(ArgumentMatchers.<Publisher<ByteBuf>>any())).thenReturn(gone);
        when(((Connection) server).channel()).thenReturn(new EmbeddedChannel());
    }

    @Test
    void ofABodyInOnePieceNothingIsLeft() {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, BODY.length());

        answer(Flux.just(piece));

        assertThat(piece.refCnt()).isOne();
    }

    @Test
    void ofTheFirstOfSeveralPiecesNothingIsLeft() {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, 2 * BODY.length());

        answer(Flux.just(piece, piece));

        assertThat(piece.refCnt()).isOne();
    }

    /** Whoever hands out pieces keeps a reference of their own. */
    private void answer(Flux<ByteBuf> body) {
        StepVerifier.create(new AnswerBody(body, new LeanResponse(new Made(server))))
                .verifyError(AbortedException.class);
    }

    private static final class Made extends AbstractServerHttpResponse {

        private final HttpServerResponse server;

        Made(HttpServerResponse server) {
            super(DefaultDataBufferFactory.sharedInstance);
            this.server = server;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getNativeResponse() {
            return (T) server;
        }

        @Override
        protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return Mono.empty();
        }

        @Override
        protected void applyStatusCode() {}

        @Override
        protected void applyHeaders() {}

        @Override
        protected void applyCookies() {}
    }
}
