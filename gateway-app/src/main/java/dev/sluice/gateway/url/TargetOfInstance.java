package dev.sluice.gateway.url;

import java.net.URI;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.gateway.config.GatewayLoadBalancerProperties;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;

/** Spring Cloud Gateway's choice of an instance, to which the target of a request moves as it came. */
public final class TargetOfInstance extends ReactiveLoadBalancerClientFilter {

    TargetOfInstance(LoadBalancerClientFactory balancers, GatewayLoadBalancerProperties properties) {
        super(balancers, properties);
    }

    @Override
    protected URI reconstructURI(ServiceInstance instance, URI received) {
        return ReceivedTarget.restoredIn(super.reconstructURI(instance, received), received);
    }
}
