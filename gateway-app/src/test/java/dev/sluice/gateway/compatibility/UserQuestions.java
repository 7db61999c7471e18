package dev.sluice.gateway.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Asks an exchange everything that it can be asked, where the request asks for it by a header. */
final class UserQuestions {

    private static final String ASKED = "X-Questions";
    private static final int BEHIND_THE_LOAD_BALANCER = 10_180;

    @Bean
    GlobalFilter questions() {
        return new UserFilters.Placed(BEHIND_THE_LOAD_BALANCER, (exchange, chain) -> {
            if (!exchange.getRequest().getHeaders().containsHeader(ASKED)) {
                return chain.filter(exchange);
            }
            return Mono.deferContextual(context -> {
                exchange.getResponse()
                        .getHeaders()
                        .put("X-Answers", answers(exchange, context.getOrDefault("user", "nobody")));
                return chain.filter(exchange);
            });
        });
    }

    private static List<String> answers(ServerWebExchange exchange, @Nullable String user) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> answers = new ArrayList<>();
        answers.add("method " + request.getMethod());
        answers.add("uri " + request.getURI());
        answers.add("path " + request.getPath() + " of " + request.getPath().elements());
        answers.add("context path " + request.getPath().contextPath() + ", then "
                + request.getPath().pathWithinApplication());
        answers.add("query " + request.getQueryParams());
        answers.add("cookies " + request.getCookies());
        answers.add("host " + request.getHeaders().getHost() + ", type "
                + request.getHeaders().getContentType() + ", length "
                + request.getHeaders().getContentLength());
        answers.add("headers " + new TreeMap<>(request.getHeaders().toSingleValueMap()).keySet());
        answers.add("from "
                + (request.getRemoteAddress() == null
                        ? ""
                        : request.getRemoteAddress().getHostString()) + " to "
                + (request.getLocalAddress() == null
                        ? ""
                        : request.getLocalAddress().getHostString()));
        answers.add("tls " + (request.getSslInfo() != null) + ", id "
                + !request.getId().isEmpty() + ", prefix "
                + exchange.getLogPrefix().startsWith("[" + request.getId()));
        answers.add("native "
                + (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest) + " "
                + (request instanceof AbstractServerHttpRequest));
        answers.add("locale " + exchange.getLocaleContext().getLocale());
        answers.add("url " + exchange.transformUrl("/x") + ", not modified " + exchange.isNotModified());
        answers.add("context " + (exchange.getApplicationContext() != null) + ", user " + user);
        answers.add("attributes "
                + exchange.getAttributes().keySet().stream()
                        .filter(name -> name.contains("gateway.support") || name.contains("HandlerMapping"))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .sorted()
                        .collect(Collectors.joining(",")));
        ServerHttpResponse response = exchange.getResponse();
        answers.add("response " + response.getStatusCode() + " " + response.isCommitted() + " "
                + response.getHeaders().headerNames() + " " + response.getCookies() + " "
                + (ServerHttpResponseDecorator.getNativeResponse(response) != null));
        return answers;
    }
}
