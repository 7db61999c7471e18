package dev.sluice.gateway.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ValueHint;
import org.springframework.core.io.ClassPathResource;

/**
 * The page of all settings, made of a template: a row {@code | sluice.demo.* |} becomes one for each key there, with what is said
 * of it where it is read, and a row {@code | server.port | meaning |} gets the value that is shipped.
 */
final class SettingsPage {

    private static final Pattern OURS = Pattern.compile("\\| (?<group>sluice\\.[a-z.-]+\\.)\\* \\|");
    private static final Pattern OTHER =
            Pattern.compile("\\| (?<key>[a-z0-9-]+(?:\\.[a-z0-9-]+)+) \\| (?<meaning>.*) \\|");

    private final Map<String, ConfigurationMetadataProperty> known = SettingsMetadata.properties();
    private final ShippedSettings shipped = ShippedSettings.read();
    private final List<String> lines = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    SettingsPage() {
        template().forEach(this::add);
    }

    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** The keys that have a row, in the order of the page. */
    List<String> keys() {
        return keys;
    }

    /** The environment variable that sets a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    private void add(String line) {
        Matcher ours = OURS.matcher(line);
        Matcher other = OTHER.matcher(line);
        if (ours.matches()) {
            asDeclared()
                    .filter(key -> key.startsWith(ours.group("group")))
                    .forEach(key -> row(key, meaning(known(key))));
        } else if (other.matches()) {
            row(other.group("key"), other.group("meaning"));
        } else {
            lines.add(line);
        }
    }

    private void row(String key, String meaning) {
        keys.add(key);
        boolean map = known(key).getType().startsWith(Map.class.getName());
        lines.add("| `%s%s`<br>`%s%s` | %s | %s |"
                .formatted(key, map ? ".<name>.*" : "", variable(key), map ? "_<NAME>_*" : "", value(key), meaning));
    }

    private String value(String key) {
        String value =
                shipped.of(key).or(() -> standard(key)).map(SettingsPage::code).orElse("none");
        return value
                + shipped.inDemo(key).map(demo -> "; `demo`: " + code(demo)).orElse("");
    }

    private Optional<String> standard(String key) {
        return Optional.ofNullable(known(key).getDefaultValue()).map(SettingsMetadata::text);
    }

    private static String meaning(ConfigurationMetadataProperty property) {
        return property.getDescription()
                + property.getHints().getValueHints().stream()
                        .map(SettingsPage::suggestion)
                        .collect(Collectors.joining());
    }

    private static String suggestion(ValueHint hint) {
        return "<br>" + code(hint.getValue().toString()) + ": " + hint.getDescription();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private ConfigurationMetadataProperty known(String key) {
        return Optional.ofNullable(known.get(key))
                .orElseThrow(() -> new IllegalArgumentException("nothing reads " + key));
    }

    private Stream<String> asDeclared() {
        return SettingsRecord.all().stream()
                .flatMap(each -> each.keys().stream())
                .filter(known::containsKey);
    }

    private static List<String> template() {
        try {
            return new ClassPathResource("settings.md")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
