package dev.sluice.loadbalancer.actuator;

import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Pools;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The actuator's endpoint {@code loadbalancer}: each service with its instances, and the drain of one.
 *
 * <p>An instance is named by its host and port, as in {@code /actuator/loadbalancer/backends/localhost:8001}.
 */
@Endpoint(id = "loadbalancer")
public final class LoadBalancerEndpoint {

    private final Pools pools;

    /** An endpoint that shows these pools. */
    public LoadBalancerEndpoint(Pools pools) {
        this.pools = pools;
    }

    /** All services. */
    @ReadOperation
    public ServicesDescription services() {
        Map<String, ServiceDescription> services = new LinkedHashMap<>();
        pools.all().forEach(pool -> services.put(pool.service(), ServiceDescription.of(pool)));
        return new ServicesDescription(services);
    }

    /** One service; 404 if there is none of that name. */
    @ReadOperation
    public ServiceDescription service(@Selector String service) {
        return ServiceDescription.of(pool(service));
    }

    /** One instance; 404 if there is none. */
    @ReadOperation
    public InstanceDescription instance(@Selector String service, @Selector String instance) {
        return InstanceDescription.of(backend(service, instance));
    }

    /** Gives an instance no new requests, while those in flight on it go on; 404 if there is none. */
    @WriteOperation
    public InstanceDescription drain(@Selector String service, @Selector String instance) {
        return drain(service, instance, true);
    }

    /** Gives an instance no new requests, or with {@code {"drain":false}} some again; 404 if there is none. */
    @WriteOperation
    public InstanceDescription drain(@Selector String service, @Selector String instance, boolean drain) {
        Backend backend = backend(service, instance);
        pool(service).drain(backend, drain);
        return InstanceDescription.of(backend);
    }

    private Pool pool(String service) {
        return pools.find(service).orElseThrow(LoadBalancerEndpoint::notFound);
    }

    private Backend backend(String service, String instance) {
        return pool(service).backend(instance).orElseThrow(LoadBalancerEndpoint::notFound);
    }

    /** An exception, so that it is answered like every other error of the gateway. */
    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
