package dev.sluice.loadbalancer.health;

import dev.sluice.loadbalancer.pool.InstancePort;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.tcp.TcpClient;

/**
 * Opens a connection, and closes it.
 *
 * <p>Whoever resets it has accepted it: what such an instance is worth is for the requests to find out.
 */
final class TcpProbe implements Probe {

    private final TcpClient client;

    TcpProbe(TcpClient client) {
        this.client = client;
    }

    @Override
    public Mono<Void> check(ServiceInstance instance) {
        return client.host(instance.getHost())
                .port(InstancePort.of(instance))
                .connect()
                .doOnNext(Connection::dispose)
                .then()
                .onErrorResume(AbortedException::isConnectionReset, reset -> Mono.empty());
    }
}
