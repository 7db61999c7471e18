package dev.sluice.loadbalancer.health;

import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/** Opens a connection, and closes it. */
final class TcpProbe implements Probe {

    private final TcpClient client = TcpClient.newConnection();

    @Override
    public Mono<Void> check(ServiceInstance instance) {
        return client.host(instance.getHost())
                .port(instance.getPort())
                .connect()
                .doOnNext(Connection::dispose)
                .then();
    }
}
