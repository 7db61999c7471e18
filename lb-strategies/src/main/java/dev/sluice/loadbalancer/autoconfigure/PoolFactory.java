package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.health.HealthChecks;
import dev.sluice.loadbalancer.health.Probe;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.PoolObserver;
import dev.sluice.loadbalancer.pool.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.client.HttpClient;

/** Makes the pool of a service, with its settings and its health checks. */
final class PoolFactory {

    private final ServiceSettings settings;
    private final Time time;
    private final ObjectProvider<HttpClientSslConfigurer> ssl;
    private final List<PoolObserver> observers;

    PoolFactory(
            ServiceSettings settings,
            Time time,
            ObjectProvider<HttpClientSslConfigurer> ssl,
            List<PoolObserver> observers) {
        this.settings = settings;
        this.time = time;
        this.ssl = ssl;
        this.observers = observers;
    }

    Pool create(String service) {
        SluiceLoadBalancerProperties properties = settings.of(service);
        List<PoolObserver> all = new ArrayList<>(observers);
        if (properties.healthCheck().enabled()) {
            all.add(checks(properties.healthCheck()));
        }
        return new Pool(service, properties.pool(), time, all);
    }

    private HealthChecks checks(HealthCheckProperties properties) {
        return new HealthChecks(
                probe(properties),
                properties.settings(),
                time,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private Probe probe(HealthCheckProperties properties) {
        return properties.path() == null ? Probe.tcp() : Probe.http(properties.path(), client());
    }

    /** Trusts and shows the same certificates as requests do. */
    private HttpClient client() {
        HttpClient client = HttpClient.newConnection();
        HttpClientSslConfigurer configurer = ssl.getIfAvailable();
        return configurer == null ? client : configurer.configureSsl(client);
    }
}
