package dev.sluice.gateway.demo;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Small HTTP servers on this machine: {@code /} says hello from its port, {@code /health} says that all is well. */
@Component
@Profile("demo")
final class DemoBackends implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DemoBackends.class);

    private final DemoProperties properties;
    private final List<DisposableServer> servers = new ArrayList<>();

    DemoBackends(DemoProperties properties) {
        this.properties = properties;
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        try {
            properties.ports().forEach(port -> servers.add(start(port)));
        } catch (PortInUseException e) {
            stop();
            throw e;
        }
        log.info("demo backends on ports {}", properties.ports());
    }

    @Override
    public void stop() {
        servers.forEach(DisposableServer::disposeNow);
        servers.clear();
    }

    @Override
    public boolean isRunning() {
        return !servers.isEmpty();
    }

    private static DisposableServer start(int port) {
        try {
            return HttpServer.create()
                    .host("localhost")
                    .port(port)
                    .route(routes -> routes.get(
                                    "/health",
                                    (request, response) -> response.header("Content-Type", "application/json")
                                            .sendString(Mono.just("{\"status\":\"UP\"}")))
                            .route(
                                    request -> true,
                                    (request, response) -> response.header("Content-Type", "text/plain; charset=utf-8")
                                            .sendString(Mono.just("Hello from " + port + "\n"))))
                    .bindNow();
        } catch (ChannelBindException e) {
            throw new PortInUseException(port, e);
        }
    }
}
