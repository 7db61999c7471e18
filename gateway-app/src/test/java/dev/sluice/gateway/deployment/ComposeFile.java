package dev.sluice.gateway.deployment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A compose file of this repository; the gateway in it is the service {@code gateway}. */
record ComposeFile(String file) {

    static final ComposeFile ROOT = new ComposeFile("docker-compose.yml");
    static final ComposeFile QUERY_CLIENT = new ComposeFile("examples/query-client/docker-compose.yml");

    /** Those of the profile {@code cluster}, of which the first is always there. */
    static final List<String> GATEWAYS = List.of("gateway", "gateway-2", "gateway-3");

    /** What {@code ${NAME:-value}} is unless somebody sets it. */
    private static final String DEFAULT = "\\$\\{\\w+:-([^}]*)}";

    JsonNode content() {
        return Repository.yaml(file);
    }

    Iterable<JsonNode> services() {
        return content().path("services");
    }

    JsonNode service(String name) {
        JsonNode service = content().path("services").path(name);
        if (!service.isObject()) {
            throw new AssertionError("no service " + name + " in " + file);
        }
        return service;
    }

    JsonNode gateway() {
        return service("gateway");
    }

    /** The gateway's variables. */
    Map<String, String> environment() {
        return environment("gateway");
    }

    /** The variables of a service. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), variable.getValue().asString().replaceAll(DEFAULT, "$1")));
        return environment;
    }

    /** The services that are started in a profile only. */
    List<String> inProfile(String profile) {
        return content().path("services").properties().stream()
                .filter(service -> service.getValue()
                        .path("profiles")
                        .valueStream()
                        .anyMatch(name -> name.asString().equals(profile)))
                .map(Map.Entry::getKey)
                .toList();
    }

    String variable(String name) {
        return Objects.requireNonNull(environment().get(name), name);
    }

    /** What is mounted into the gateway and others, in their order. */
    static List<String> volumes(JsonNode service) {
        return service.path("volumes").valueStream().map(JsonNode::asString).toList();
    }

    /** A file that is named from the directory of this one. */
    Path resolve(String path) {
        return Repository.path(file).resolveSibling(path).normalize();
    }

    @Override
    public String toString() {
        return file;
    }
}
