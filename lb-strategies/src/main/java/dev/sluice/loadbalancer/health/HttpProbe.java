package dev.sluice.loadbalancer.health;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.io.IOException;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks for a page, and reads no further than its status. */
final class HttpProbe implements Probe {

    private final String path;
    private final HttpClient client;

    HttpProbe(String path, HttpClient client) {
        this.path = path;
        this.client = client;
    }

    @Override
    public Mono<Void> check(ServiceInstance instance) {
        return client.get()
                .uri(instance.getUri().resolve(path).toString())
                .response()
                .flatMap(response -> isWell(response.status())
                        ? Mono.empty()
                        : Mono.error(new IOException("GET " + path + " answered " + response.status())));
    }

    private static boolean isWell(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.SUCCESS;
    }
}
