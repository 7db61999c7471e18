package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.stereotype.Component;

class ConfigurationsTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.gateway");

    @Test
    void everyConfigurationIsNamed() {
        String[] named = new Configurations().selectImports(AnnotationMetadata.introspect(GatewayApplication.class));

        assertThat(classes)
                .filteredOn(type -> type.isMetaAnnotatedWith(Component.class)
                        && !type.isMetaAnnotatedWith(SpringBootConfiguration.class)
                        && type.getEnclosingClass().isEmpty())
                .extracting(JavaClass::getName)
                .containsExactlyInAnyOrder(named);
    }

    @Test
    void everySettingIsRead() {
        Set<String> read = classes.stream()
                .flatMap(type -> type.tryGetAnnotationOfType(EnableConfigurationProperties.class).stream())
                .flatMap(enabled -> Stream.of(enabled.value()))
                .map(Class::getName)
                .collect(Collectors.toSet());

        assertThat(classes)
                .filteredOn(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .extracting(JavaClass::getName)
                .isNotEmpty()
                .isSubsetOf(read);
    }
}
