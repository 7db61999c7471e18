package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.health.Probe;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/** Makes the probe that settings name, on the threads that the gateway has already. */
final class Probes {

    private final ObjectProvider<ReactorResourceFactory> resources;
    private final ObjectProvider<HttpClientSslConfigurer> ssl;

    Probes(ObjectProvider<ReactorResourceFactory> resources, ObjectProvider<HttpClientSslConfigurer> ssl) {
        this.resources = resources;
        this.ssl = ssl;
    }

    Probe create(HealthCheckProperties properties) {
        return properties.path() == null
                ? Probe.tcp(TcpClient.newConnection().runOn(loops()))
                : Probe.http(
                        properties.path(), trusting(HttpClient.newConnection().runOn(loops())));
    }

    private LoopResources loops() {
        ReactorResourceFactory factory = resources.getIfAvailable();
        return factory == null ? HttpResources.get() : factory.getLoopResources();
    }

    /** Trusts and shows the same certificates as requests do. */
    private HttpClient trusting(HttpClient client) {
        HttpClientSslConfigurer configurer = ssl.getIfAvailable();
        return configurer == null ? client : configurer.configureSsl(client);
    }
}
