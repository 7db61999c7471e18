package dev.sluice.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports run one way: gateway, admin, token bucket; gateway, load balancer. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @ParameterizedTest
    @CsvSource({"gateway", "admin", "tokenbucket", "loadbalancer"})
    void everyModuleIsLookedAt(String module) {
        assertThat(CLASSES.that(resideInAPackage("dev.sluice." + module + "..")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tokenbucket, tokenbucket",
        "loadbalancer, loadbalancer",
        "admin, tokenbucket",
    })
    void aLibraryKnowsNoneButItsOwn(String module, String known) {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(resideOutsideOfPackages("dev.sluice." + module + "..", "dev.sluice." + known + "..")))
                .check(CLASSES);
    }

    @Test
    void noLibraryIsEnteredThroughItsAutoConfiguration() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.(*).autoconfigure..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesSayWhatAClassGuarantees() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Impl|Helper|Util|Utils|Manager))")
                .check(CLASSES);
    }
}
