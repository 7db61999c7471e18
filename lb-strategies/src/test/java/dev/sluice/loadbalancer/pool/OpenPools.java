package dev.sluice.loadbalancer.pool;

import java.util.List;
import java.util.Objects;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * Pools of one service, that is filled, and its balancer, as the gateway asks it.
 *
 * @param pools all
 * @param pool the pool of that service
 * @param balancer chooses from it
 */
public record OpenPools(Pools pools, Pool pool, PoolLoadBalancer balancer) {

    /** With instances of these ports, and no instance is ever ejected. */
    public static OpenPools of(String service, int... ports) {
        VirtualTime time = new VirtualTime();
        PoolSettings settings =
                Settings.usual().with(Settings.ejecting(0, false, 50)).toPool();
        Pools pools = new Pools(name -> new Pool(name, settings, time.time(), List.of()), time.time());
        InstanceFeed feed = pools.open(service, new Registry(Instances.all(ports)));
        return new OpenPools(pools, pools.find(service).orElseThrow(), new PoolLoadBalancer(feed));
    }

    /** The port of the instance that the balancer chooses for that request. */
    public int choose(ServerWebExchange exchange) {
        RequestData data = new RequestData(exchange.getRequest(), exchange.getAttributes());
        return Objects.requireNonNull(balancer.choose(new DefaultRequest<>(new RequestDataContext(data, "")))
                        .blockOptional()
                        .orElseThrow()
                        .getServer())
                .getPort();
    }
}
