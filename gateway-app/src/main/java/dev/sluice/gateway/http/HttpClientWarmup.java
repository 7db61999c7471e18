package dev.sluice.gateway.http;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/** Loads what the first request to a backend would otherwise wait for: event loops, resolver, native transport. */
@Component
final class HttpClientWarmup implements SmartInitializingSingleton {

    private final HttpClient client;

    HttpClientWarmup(HttpClient client) {
        this.client = client;
    }

    @Override
    public void afterSingletonsInstantiated() {
        client.warmup().block();
    }
}
