package dev.sluice.loadbalancer.health;

import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpClient;

/** One way to see whether an instance is well. */
@FunctionalInterface
public interface Probe {

    /** Completes if the instance is well, fails with the reason if not; whoever asks has a timeout, and cancels. */
    Mono<Void> check(ServiceInstance instance);

    /** It is well if it accepts a connection of this client. */
    static Probe tcp(TcpClient client) {
        return new TcpProbe(client);
    }

    /**
     * It is well if it answers a GET of this path with any status from 200 to 299.
     *
     * @param client keeps no connection, so that each check sees whether there can be one
     */
    static Probe http(String path, HttpClient client) {
        return new HttpProbe(path, client);
    }
}
