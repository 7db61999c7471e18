package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.backend.RouteTimeouts;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** Puts {@link Forwarding} in the place of Spring Cloud Gateway's own filter, for requests on the fast path and beside it. */
@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

    @Bean
    static BeanPostProcessor forwarding(
            ObjectProvider<HttpClient> client,
            ObjectProvider<HttpClientProperties> properties,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new BeanPostProcessor() {

            /** One that somebody has put in its place stays. */
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean.getClass().equals(NettyRoutingFilter.class)
                        ? new Forwarding(
                                new RouteClients(client.getObject(), new RouteTimeouts(properties.getObject())),
                                Headers.through(headersFilters.getIfAvailable(List::of)))
                        : bean;
            }
        };
    }
}
