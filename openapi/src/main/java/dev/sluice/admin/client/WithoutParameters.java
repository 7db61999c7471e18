package dev.sluice.admin.client;

import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** An exchange in whose path a semicolon is a character like any other, and starts no parameters. */
final class WithoutParameters extends ServerWebExchangeDecorator {

    private final ServerHttpRequest request;

    WithoutParameters(ServerWebExchange exchange) {
        super(exchange);
        this.request = new Request(exchange.getRequest());
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    private static final class Request extends ServerHttpRequestDecorator {

        private final RequestPath path;

        Request(ServerHttpRequest request) {
            super(request);
            this.path = RequestPath.parse(
                    encoded(request.getPath().value()),
                    encoded(request.getPath().contextPath().value()));
        }

        @Override
        public RequestPath getPath() {
            return path;
        }

        private static String encoded(String path) {
            return path.replace(";", "%3B");
        }
    }
}
