package dev.sluice.gateway.compatibility;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Filters as users write them, at every place on the path of a request. */
final class UserFilters {

    /** Every filter adds its name here, in the order in which requests come by. */
    private static final String TRACE = "X-Trace";

    private static final int AROUND_THE_WRITING = -2;
    private static final int BEFORE_THE_LOAD_BALANCER = 10_000;
    private static final int BEHIND_THE_LOAD_BALANCER = 10_160;

    @Bean
    StampGatewayFilterFactory stampGatewayFilterFactory() {
        return new StampGatewayFilterFactory();
    }

    @Bean
    LateGatewayFilterFactory lateGatewayFilterFactory() {
        return new LateGatewayFilterFactory();
    }

    @Bean
    WebFilter webFilter() {
        return (exchange, chain) -> chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> headers.add(TRACE, "web filter")))
                .build());
    }

    @Bean
    GlobalFilter aroundTheWriting() {
        return new Placed(
                AROUND_THE_WRITING,
                (exchange, chain) -> chain.filter(exchange.mutate()
                        .response(louder(exchange.getResponse()))
                        .build()));
    }

    @Bean
    GlobalFilter beforeTheLoadBalancer() {
        return new Placed(BEFORE_THE_LOAD_BALANCER, tracing("before the load balancer"));
    }

    @Bean
    GlobalFilter behindTheLoadBalancer() {
        return new Placed(BEHIND_THE_LOAD_BALANCER, tracing("behind the load balancer"));
    }

    @Bean
    GlobalFilter withoutAnOrder() {
        return tracing("without an order");
    }

    private static GlobalFilter tracing(String name) {
        return (exchange, chain) -> {
            exchange.getResponse()
                    .beforeCommit(() -> Mono.fromRunnable(
                            () -> exchange.getResponse().getHeaders().add(TRACE, name)));
            return chain.filter(exchange.mutate()
                    .request(exchange.getRequest()
                            .mutate()
                            .headers(headers -> headers.add(TRACE, name))
                            .build())
                    .build());
        };
    }

    /**
     * An exclamation mark behind each body, as a decorator of the answer adds it.
     *
     * <p>The length goes last: {@code ModifyResponseBody} writes that of its own body while it is asked for it.
     */
    private static ServerHttpResponse louder(ServerHttpResponse response) {
        return new ServerHttpResponseDecorator(response) {
            @Override
            public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
                getDelegate()
                        .beforeCommit(() -> Mono.fromRunnable(() -> getHeaders().remove("Content-Length")));
                DataBuffer mark = bufferFactory().wrap("!".getBytes(StandardCharsets.UTF_8));
                return super.writeWith(Flux.concat(body, Mono.just(mark)));
            }

            @Override
            public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
                return writeWith(Flux.from(body).flatMapSequential(part -> part));
            }
        };
    }

    /** A filter at a place: Spring Cloud Gateway looks for the order at the object, not at the method that makes it. */
    record Placed(int order, GlobalFilter filter) implements GlobalFilter, Ordered {

        @Override
        public int getOrder() {
            return order;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            return filter.filter(exchange, chain);
        }
    }

    /** A factory with a setting, whose filter has its place in the list of the route. */
    static final class StampGatewayFilterFactory
            extends AbstractGatewayFilterFactory<StampGatewayFilterFactory.Config> {

        StampGatewayFilterFactory() {
            super(Config.class);
        }

        @Override
        public List<String> shortcutFieldOrder() {
            return List.of("text");
        }

        @Override
        public GatewayFilter apply(Config config) {
            return (exchange, chain) -> chain.filter(exchange.mutate()
                            .request(request -> request.header("X-Stamp", config.text)
                                    .path("/stamped"
                                            + exchange.getRequest().getURI().getRawPath()))
                            .build())
                    .then(Mono.fromRunnable(
                            () -> exchange.getResponse().getHeaders().add("X-Too-Late", config.text)));
        }

        static final class Config {

            private String text = "";

            public String getText() {
                return text;
            }

            public void setText(String text) {
                this.text = text;
            }
        }
    }

    /** A factory whose filter knows its own order, right before the request is sent. */
    static final class LateGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

        private static final int ORDER = 20_000;

        LateGatewayFilterFactory() {
            super(Object.class);
        }

        @Override
        public GatewayFilter apply(Object config) {
            return new OrderedGatewayFilter(tracing("late")::filter, ORDER);
        }
    }
}
