package dev.sluice.gateway.websocket;

import dev.sluice.gateway.backend.RouteTimeouts;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.WebsocketRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;

/** Puts {@link WebSocketRouting} in the place of Spring Cloud Gateway's own filter. */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

    @Bean
    static BeanPostProcessor webSocketRouting(
            ObjectProvider<WebSocketClient> client,
            ObjectProvider<WebSocketService> server,
            ObjectProvider<HttpClientProperties> properties,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new BeanPostProcessor() {

            /** One that somebody has put in its place stays. */
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean.getClass().equals(WebsocketRoutingFilter.class)
                        ? new WebSocketRouting(
                                client.getObject(),
                                server.getObject(),
                                new RouteTimeouts(properties.getObject()),
                                headersFilters.getIfAvailable(List::of))
                        : bean;
            }
        };
    }
}
