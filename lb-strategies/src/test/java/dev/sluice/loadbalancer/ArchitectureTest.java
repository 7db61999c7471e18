package dev.sluice.loadbalancer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void strategiesKnowNothingButJava() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.loadbalancer.strategy")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.sluice.loadbalancer.strategy")
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheAutoConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.loadbalancer.autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.loadbalancer.autoconfigure")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.loadbalancer.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void autoConfigurationsArePublicAndFinal() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassGuarantees() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Impl|Helper|Util|Utils|Manager))")
                .check(CLASSES);
    }
}
