package dev.sluice.gateway.fastpath;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as it was received, which can be told from one that a filter has put in its place.
 *
 * <p>Only of this one the server's headers are those of the request.
 */
final class LeanRequest extends AbstractServerHttpRequest {

    private final AbstractServerHttpRequest made;
    private final HttpServerRequest server;

    /** In place of the request that the server has made. */
    LeanRequest(AbstractServerHttpRequest made) {
        super(made.getMethod(), made.getURI(), made.getPath().contextPath().value(), made.getHeaders());
        this.made = made;
        this.server = made.getNativeRequest();
    }

    HttpHeaders received() {
        return server.requestHeaders();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getNativeRequest() {
        return (T) server;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return made.getBody();
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return made.getLocalAddress();
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return made.getRemoteAddress();
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return made.getCookies();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return made.getSslInfo();
    }

    @Override
    protected String initId() {
        return made.getId();
    }
}
