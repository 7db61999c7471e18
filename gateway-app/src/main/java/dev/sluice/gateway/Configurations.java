package dev.sluice.gateway;

import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * The configurations of this gateway's packages, by their names, since they are nobody else's business.
 *
 * <p>A scan for them would read all class files of the gateway at each start.
 */
final class Configurations implements ImportSelector {

    private static final String[] NAMES = {
        "dev.sluice.gateway.accesslog.AccessLogConfiguration",
        "dev.sluice.gateway.backend.BackendConfiguration",
        "dev.sluice.gateway.completion.CompletionConfiguration",
        "dev.sluice.gateway.console.ConsoleConfiguration",
        "dev.sluice.gateway.demo.DemoConfiguration",
        "dev.sluice.gateway.eventloop.EventLoopConfiguration",
        "dev.sluice.gateway.fastpath.FastPathConfiguration",
        "dev.sluice.gateway.fastpath.ForwardingConfiguration",
        "dev.sluice.gateway.http.HttpConfiguration",
        "dev.sluice.gateway.observability.ObservabilityConfiguration",
        "dev.sluice.gateway.settings.SettingsConfiguration",
        "dev.sluice.gateway.shutdown.ShutdownConfiguration",
        "dev.sluice.gateway.url.TargetConfiguration",
        "dev.sluice.gateway.websocket.WebSocketConfiguration",
    };

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        return NAMES.clone();
    }
}
