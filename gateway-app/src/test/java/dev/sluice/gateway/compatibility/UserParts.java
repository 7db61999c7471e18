package dev.sluice.gateway.compatibility;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/** Everything else that a user may put beside Spring Cloud Gateway's own parts. */
final class UserParts {

    @Bean
    TenantRoutePredicateFactory tenantRoutePredicateFactory() {
        return new TenantRoutePredicateFactory();
    }

    @Bean
    HttpHeadersFilter ofRequests() {
        return new Renaming(HttpHeadersFilter.Type.REQUEST);
    }

    @Bean
    HttpHeadersFilter ofAnswers() {
        return new Renaming(HttpHeadersFilter.Type.RESPONSE);
    }

    @Bean
    HttpClientCustomizer customizer() {
        return client -> client.headers(headers -> headers.set("X-Customized", "yes"));
    }

    @Bean
    RouterFunction<ServerResponse> function() {
        return RouterFunctions.route()
                .GET(
                        "/own/function/{name}",
                        request -> ServerResponse.ok().bodyValue("function " + request.pathVariable("name")))
                .build();
    }

    /** The scan of the application finds it in every other test too, where it has to stay out. */
    @RestController
    @ConditionalOnBooleanProperty("compatibility.controller")
    static class Controller {

        @GetMapping("/own/controller/{name}")
        String answer(@PathVariable String name, ServerWebExchange exchange) {
            return "controller " + name + " " + exchange.getRequest().getQueryParams();
        }
    }

    /** {@code X-Secret} does not pass; how many headers there were is told. */
    private record Renaming(HttpHeadersFilter.Type type) implements HttpHeadersFilter {

        @Override
        public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
            HttpHeaders output = new HttpHeaders();
            output.addAll(input);
            output.remove("X-Secret");
            output.add("X-Filtered-As", type + " " + input.containsHeader("X-Secret"));
            return output;
        }

        @Override
        public boolean supports(HttpHeadersFilter.Type asked) {
            return asked == type;
        }
    }

    /** A predicate with a setting. */
    static final class TenantRoutePredicateFactory
            extends AbstractRoutePredicateFactory<TenantRoutePredicateFactory.Config> {

        TenantRoutePredicateFactory() {
            super(Config.class);
        }

        @Override
        public List<String> shortcutFieldOrder() {
            return List.of("name");
        }

        @Override
        public Predicate<ServerWebExchange> apply(Config config) {
            return exchange ->
                    config.name.equals(exchange.getRequest().getHeaders().getFirst("X-Tenant"));
        }

        static final class Config {

            private String name = "";

            public String getName() {
                return name;
            }

            public void setName(String name) {
                this.name = name;
            }
        }
    }
}
