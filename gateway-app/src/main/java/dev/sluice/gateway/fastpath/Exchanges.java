package dev.sluice.gateway.fastpath;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

/** Makes the exchange of a request, out of what the host makes its own exchanges of. */
final class Exchanges {

    private final HttpWebHandlerAdapter host;

    Exchanges(HttpWebHandlerAdapter host) {
        this.host = host;
    }

    LeanExchange of(AbstractServerHttpRequest request, ServerHttpResponse response) {
        return new LeanExchange(new LeanRequest(request), new LeanResponse(response), this);
    }

    /** An exchange as the host has them, with sessions, forms and locales. */
    ServerWebExchange complete(ServerHttpRequest request, ServerHttpResponse response) {
        return new DefaultServerWebExchange(
                request,
                response,
                host.getSessionManager(),
                host.getCodecConfigurer(),
                host.getLocaleContextResolver(),
                context());
    }

    @Nullable
    ApplicationContext context() {
        return host.getApplicationContext();
    }
}
