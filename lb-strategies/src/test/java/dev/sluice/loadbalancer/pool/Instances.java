package dev.sluice.loadbalancer.pool;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/** Instances of a service, known by their ports; nobody listens there. */
public final class Instances {

    private Instances() {}

    /** The instance of that port. */
    public static ServiceInstance at(int port) {
        return at(port, Map.of());
    }

    /** The instances of these ports, in this order. */
    public static List<ServiceInstance> all(int... ports) {
        return IntStream.of(ports).mapToObj(Instances::at).toList();
    }

    static ServiceInstance at(int port, Map<String, String> metadata) {
        return new DefaultServiceInstance("i" + port, "backends", "localhost", port, false, metadata);
    }

    static ServiceInstance weighing(int port, String weight) {
        return at(port, Map.of("weight", weight));
    }
}
