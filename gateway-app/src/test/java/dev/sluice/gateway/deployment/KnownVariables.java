package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The environment variables that the gateway reads: the short names, and one for each setting that has a description. */
final class KnownVariables {

    private static final String DESCRIPTIONS = "META-INF/spring-configuration-metadata.json";
    private static final Pattern COMPOUND = Pattern.compile("java\\.util\\.(Map|List)|dev\\.sluice\\.");
    private static final Set<String> SHORT_NAMES = Set.of("PORT", "BACKENDS", "DATABASE_URL");

    /** The type of the setting behind each variable. */
    private final Map<String, String> types = new HashMap<>();

    KnownVariables() {
        try {
            for (URL url : Collections.list(getClass().getClassLoader().getResources(DESCRIPTIONS))) {
                read(url);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(String variable) {
        return SHORT_NAMES.contains(variable) || types.containsKey(variable) || isEntry(variable);
    }

    private void read(URL url) throws IOException {
        try (InputStream json = url.openStream()) {
            for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                types.put(
                        variable(property.path("name").asString()),
                        property.path("type").asString(""));
            }
        }
    }

    /** Whether it is an entry of a map or of a list, or a part of what is described as a whole. */
    private boolean isEntry(String variable) {
        for (int end = variable.lastIndexOf('_'); end > 0; end = variable.lastIndexOf('_', end - 1)) {
            String type = types.getOrDefault(variable.substring(0, end), "");
            if (COMPOUND.matcher(type).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    private static String variable(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
