package dev.sluice.gateway.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;

/** What the jars on the class path say of their settings, as an IDE reads it. */
final class SettingsMetadata {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";
    private static final String OURS = "sluice.";

    private SettingsMetadata() {}

    /** Every setting of this project, by its key. */
    static SortedMap<String, ConfigurationMetadataProperty> ours() {
        return properties().subMap(OURS, OURS + Character.MAX_VALUE);
    }

    /** Every setting, by its key. */
    static SortedMap<String, ConfigurationMetadataProperty> properties() {
        ConfigurationMetadataRepositoryJsonBuilder files = ConfigurationMetadataRepositoryJsonBuilder.create();
        try {
            for (URL file : all()) {
                try (InputStream in = file.openStream()) {
                    files.withJsonResource(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeMap<>(files.build().getAllProperties());
    }

    /** A value as a user writes it. */
    static String text(Object value) {
        return value instanceof Object[] several
                ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
    }

    private static List<URL> all() throws IOException {
        return Collections.list(SettingsMetadata.class.getClassLoader().getResources(FILE));
    }
}
