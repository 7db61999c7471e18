package dev.sluice.gateway.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The manifests of {@code deploy/kubernetes}. */
final class Manifests {

    static final String DIRECTORY = "deploy/kubernetes/";

    private Manifests() {}

    static JsonNode read(String file) {
        return Repository.yaml(DIRECTORY + file);
    }

    /** What Kubernetes gets of them. */
    static List<String> resources() {
        List<String> resources = new ArrayList<>();
        read("kustomization.yaml").path("resources").forEach(resource -> resources.add(resource.asString()));
        return resources;
    }

    static JsonNode pod() {
        return read("deployment.yaml").at("/spec/template/spec");
    }

    static JsonNode container() {
        return pod().path("containers").path(0);
    }

    /** The paths that are asked whether the gateway lives and is ready. */
    static List<String> probes() {
        return Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                .map(probe -> container().path(probe).at("/httpGet/path").asString())
                .toList();
    }

    static Set<Map.Entry<String, JsonNode>> secret() {
        return read("secret.example.yaml").path("stringData").properties();
    }

    /** Where the settings are, seen from the directory that the image runs in. */
    static String configurationDirectory(Dockerfile dockerfile) {
        for (JsonNode mount : container().path("volumeMounts")) {
            String path = mount.path("mountPath").asString();
            if (mount.path("name").asString().equals("config") && path.startsWith(dockerfile.directory() + "/")) {
                return path.substring(dockerfile.directory().length() + 1);
            }
        }
        throw new AssertionError("no settings below " + dockerfile.directory());
    }
}
