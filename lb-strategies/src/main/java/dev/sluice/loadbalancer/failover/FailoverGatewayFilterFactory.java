package dev.sluice.loadbalancer.failover;

import dev.sluice.loadbalancer.pool.Pools;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/**
 * The filter {@code Failover}: sends a request to another instance if the connection to the first can't be made, or ends
 * before anything of the request can have been taken.
 *
 * <p>Wherever it stands among the filters of a route, its place is right around the choice of the instance: none of the
 * others runs twice.
 */
public final class FailoverGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    /** Right around the choice of the instance. */
    public static final int ORDER = ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;

    private final Pools pools;

    /** A filter that goes on to another instance of the same of these pools. */
    public FailoverGatewayFilterFactory(Pools pools) {
        super(Object.class);
        this.pools = pools;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return new OrderedGatewayFilter(new Failover(pools), ORDER);
    }
}
