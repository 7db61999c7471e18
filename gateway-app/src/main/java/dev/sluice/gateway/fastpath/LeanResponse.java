package dev.sluice.gateway.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.cookie.CookieHeaderNames;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A response that can also be sent as it came from a backend, without being wrapped and unwrapped piece by piece.
 *
 * <p>As soon as it is, it is committed, and takes no other status, header or body, like any other.
 */
final class LeanResponse extends AbstractServerHttpResponse {

    private final HttpServerResponse server;
    private boolean hasActions;
    private volatile boolean sent;
    private @Nullable HttpHeaders sentHeaders;

    /** In place of the response that the server has made for the same request. */
    LeanResponse(ServerHttpResponse made) {
        super(made.bufferFactory(), made.getHeaders());
        this.server = ServerHttpResponseDecorator.getNativeResponse(made);
    }

    /** The server's own. */
    HttpServerResponse server() {
        return server;
    }

    /**
     * Whether nothing but status and headers has to be applied before the body. Not for HTTP/1.0: a whole answer would say that it is
     * one of that version, too, where a server says which it speaks (RFC 9110, 2.5).
     */
    boolean isPlain() {
        return !hasActions
                && !isCommitted()
                && getCookies().isEmpty()
                && server instanceof HttpServerRequest request
                && request.version().equals(HttpVersion.HTTP_1_1);
    }

    /** Applies the status; from here on the server's response is written to. */
    HttpServerResponse commit() {
        applyStatusCode();
        sent = true;
        return server;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getNativeResponse() {
        return (T) server;
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        hasActions = true;
        super.beforeCommit(action);
    }

    @Override
    public boolean isCommitted() {
        return sent || super.isCommitted();
    }

    @Override
    public boolean setStatusCode(@Nullable HttpStatusCode status) {
        return !sent && super.setStatusCode(status);
    }

    /** What the server would answer, as long as nobody has said anything else. */
    @Override
    public HttpStatusCode getStatusCode() {
        HttpStatusCode status = super.getStatusCode();
        return status == null ? HttpStatusCode.valueOf(server.status().code()) : status;
    }

    @Override
    public HttpHeaders getHeaders() {
        if (!sent) {
            return super.getHeaders();
        }
        HttpHeaders readOnly = sentHeaders;
        if (readOnly == null) {
            readOnly = HttpHeaders.readOnlyHttpHeaders(super.getHeaders());
            sentHeaders = readOnly;
        }
        return readOnly;
    }

    @Override
    protected Mono<Void> doCommit(@Nullable Supplier<? extends Mono<Void>> writing) {
        return sent ? Mono.empty() : super.doCommit(writing);
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return server.send(bytes(body)).then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return server.sendGroups(Flux.from(body).map(LeanResponse::bytes)).then();
    }

    @Override
    protected void applyStatusCode() {
        HttpStatusCode status = super.getStatusCode();
        if (status != null) {
            server.status(status.value());
        }
    }

    /** They are the server's already. */
    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {
        getCookies().values().stream()
                .flatMap(List::stream)
                .map(LeanResponse::cookie)
                .forEach(server::addCookie);
    }

    private static Publisher<ByteBuf> bytes(Publisher<? extends DataBuffer> body) {
        return body instanceof Mono
                ? Mono.from(body).map(NettyDataBufferFactory::toByteBuf)
                : Flux.from(body).map(NettyDataBufferFactory::toByteBuf);
    }

    private static DefaultCookie cookie(ResponseCookie from) {
        DefaultCookie cookie = new DefaultCookie(from.getName(), from.getValue());
        if (!from.getMaxAge().isNegative()) {
            cookie.setMaxAge(from.getMaxAge().toSeconds());
        }
        cookie.setDomain(from.getDomain());
        cookie.setPath(from.getPath());
        cookie.setSecure(from.isSecure());
        cookie.setHttpOnly(from.isHttpOnly());
        cookie.setPartitioned(from.isPartitioned());
        if (from.getSameSite() != null) {
            cookie.setSameSite(CookieHeaderNames.SameSite.valueOf(from.getSameSite()));
        }
        return cookie;
    }
}
