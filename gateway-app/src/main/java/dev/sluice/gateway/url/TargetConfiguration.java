package dev.sluice.gateway.url;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.gateway.config.GatewayLoadBalancerProperties;
import org.springframework.cloud.gateway.config.conditional.ConditionalOnEnabledGlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Targets that stay as they came, also where Spring Cloud Gateway moves them. What somebody has put in place of its filters stays. */
@Configuration(proxyBeanMethods = false)
class TargetConfiguration {

    /** Spring Cloud Gateway always makes its own. */
    @Bean
    static BeanPostProcessor targetOfRoute() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean.getClass().equals(RouteToRequestUrlFilter.class) ? new TargetOfRoute() : bean;
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(ReactiveLoadBalancerClientFilter.class)
    @ConditionalOnEnabledGlobalFilter(ReactiveLoadBalancerClientFilter.class)
    TargetOfInstance targetOfInstance(LoadBalancerClientFactory balancers, GatewayLoadBalancerProperties properties) {
        return new TargetOfInstance(balancers, properties);
    }
}
