package dev.sluice.gateway.fastpath;

import dev.sluice.loadbalancer.pool.InstancePort;
import java.net.URI;
import java.util.IdentityHashMap;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The URIs of instances, each made once: scheme, host and port.
 *
 * <p>An instance is known by its identity, since two that are equal would have to be compared at each request. A map is never changed,
 * only replaced by another.
 */
final class InstanceUris {

    /** More than any service has at a time; by then most are of instances that are gone. */
    private static final int MAX_SIZE = 10_000;

    private volatile IdentityHashMap<ServiceInstance, URI> uris = new IdentityHashMap<>();

    URI of(ServiceInstance instance) {
        URI known = uris.get(instance);
        return known == null ? add(instance) : known;
    }

    private synchronized URI add(ServiceInstance instance) {
        URI uri = uri(instance);
        IdentityHashMap<ServiceInstance, URI> more = new IdentityHashMap<>();
        if (uris.size() < MAX_SIZE) {
            more.putAll(uris);
        }
        more.put(instance, uri);
        uris = more;
        return uri;
    }

    private static URI uri(ServiceInstance instance) {
        String scheme = instance.getScheme() == null ? instance.isSecure() ? "https" : "http" : instance.getScheme();
        return UriComponentsBuilder.newInstance()
                .scheme(scheme)
                .host(instance.getHost())
                .port(InstancePort.of(instance))
                .build()
                .toUri();
    }
}
