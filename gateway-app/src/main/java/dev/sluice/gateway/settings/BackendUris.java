package dev.sluice.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses the address of a backend that no request could be sent to, and one of which a part would be lost. */
final class BackendUris implements EnvironmentPostProcessor, Ordered {

    static final String INSTANCES = "spring.cloud.discovery.client.simple.instances";
    private static final Bindable<Map<String, List<Instance>>> SERVICES =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(List.class, Instance.class)));
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder.get(environment).bind(INSTANCES, SERVICES).ifBound(services -> services.forEach(BackendUris::check));
    }

    /** The key of one instance's address. */
    static String key(String service, int index) {
        return INSTANCES + "." + service + "[" + index + "].uri";
    }

    /** The address as it stands in the setting, if a request can be sent to it. */
    static String checked(String key, String value) {
        try {
            URI uri = new URI(value);
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getPort() <= PortCheck.MAX_PORT) {
                return whole(key, value, uri);
            }
        } catch (URISyntaxException e) {
            // told below, with those that are URIs but lead nowhere
        }
        throw new InvalidSettingException(key, value, "a backend is a URL such as http://localhost:8001.");
    }

    /** Only scheme, host and port are those of an instance. */
    private static String whole(String key, String value, URI uri) {
        boolean hasPath = !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/");
        if (hasPath || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new InvalidSettingException(
                    key,
                    withoutUser(value, uri),
                    "a backend is a scheme, a host and a port, such as http://localhost:8001; a path, a query or a"
                            + " user's name in it would be lost.");
        }
        return value;
    }

    /** A message may be read by others than a password. */
    private static String withoutUser(String value, URI uri) {
        return uri.getRawUserInfo() == null ? value : value.replace(uri.getRawUserInfo() + "@", "***@");
    }

    private static void check(String service, List<Instance> instances) {
        for (int i = 0; i < instances.size(); i++) {
            checked(key(service, i), instances.get(i).uri());
        }
    }

    /** What is checked of an instance; visible to the binder. */
    record Instance(@DefaultValue("") String uri) {}
}
