package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ValueHint;
import org.springframework.util.ClassUtils;

/** What an IDE says of the settings is what the application reads. */
class SettingsMetadataTest {

    private static final Map<String, ConfigurationMetadataProperty> METADATA = SettingsMetadata.ours();
    private static final List<SettingsRecord> RECORDS = SettingsRecord.all();

    @Test
    void everyKeyThatIsReadIsDescribedAndNoOther() {
        Set<String> read =
                RECORDS.stream().flatMap(each -> each.keys().stream()).collect(Collectors.toSet());

        assertThat(METADATA.keySet()).containsExactlyInAnyOrderElementsOf(withoutGroups(withoutParts(read)));
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void whoeverSetsEveryDefaultChangesNothing(SettingsRecord settings) {
        Map<String, Object> defaults = new TreeMap<>();
        METADATA.forEach((key, property) -> {
            if (key.startsWith(settings.prefix() + ".") && property.getDefaultValue() != null) {
                defaults.put(key, SettingsMetadata.text(property.getDefaultValue()));
            }
        });

        assertThat(settings.bound(defaults)).isEqualTo(settings.bound(Map.of()));
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void whatHasNoDefaultIsAbsentOrEmpty(SettingsRecord settings) {
        assertThat(METADATA.values())
                .filteredOn(property -> property.getId().startsWith(settings.prefix() + "."))
                .filteredOn(property -> property.getDefaultValue() == null)
                .allSatisfy(property ->
                        assertThat(settings.valueOf(property.getId())).isIn(null, List.of(), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aDescriptionIsPlainSentences(ConfigurationMetadataProperty property) {
        assertThat(property.getDescription()).isNotNull().matches("\\p{Lu}[^{}<>@]*\\.");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void everyNameOfAnEnumIsSuggestedWithItsMeaning(ConfigurationMetadataProperty property) {
        Class<?> type = ClassUtils.resolveClassName(property.getType().replaceFirst("<.*", ""), null);
        List<ValueHint> hints = property.getHints().getValueHints();

        assertThat(hints).allSatisfy(hint -> assertThat(hint.getDescription()).isNotBlank());
        if (type.isEnum()) {
            assertThat(hints).map(ValueHint::getValue).containsExactlyInAnyOrder(names(type));
        }
    }

    /** A list can be set at once, and so can what is written as one text: their parts are no settings of their own. */
    private static Set<String> withoutParts(Set<String> keys) {
        return keys.stream()
                .filter(key -> !key.contains("["))
                .filter(key -> METADATA.values().stream()
                        .filter(property -> property.getDefaultValue() != null)
                        .noneMatch(property -> key.startsWith(property.getId() + ".")))
                .collect(Collectors.toSet());
    }

    private static Set<String> withoutGroups(Set<String> keys) {
        Predicate<String> group = key -> keys.stream().anyMatch(other -> other.startsWith(key + "."));
        return keys.stream().filter(group.negate()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Object[] names(Class<?> type) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toArray();
    }

    private static Stream<ConfigurationMetadataProperty> properties() {
        return METADATA.values().stream();
    }
}
