package dev.sluice.tokenbucket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** How the rooms of this module hang together. */
class ArchitectureTest {

    private static final String ROOT = "dev.sluice.tokenbucket";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest(name = "{0} does not know {1}")
    @CsvSource({
        "bucket,   'client, database, error, ledger, usage, filter, autoconfigure'",
        "client,   'database, error, ledger, usage, filter, autoconfigure'",
        "usage,    'database, error, ledger, filter, autoconfigure'",
        "database, 'error, ledger, filter, autoconfigure'",
        "error,    'bucket, client, database, ledger, usage, filter, autoconfigure'",
        "ledger,   'database, error, usage, filter, autoconfigure'",
        "filter,   'database, autoconfigure'",
    })
    void importsRunOneWay(String room, String unknown) {
        String[] others =
                Arrays.stream(unknown.split(", ")).map(ArchitectureTest::room).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(MODULE);
    }

    @Test
    void everyClassHasItsRoom() {
        classes()
                .should()
                .resideInAnyPackage(
                        room("bucket"),
                        room("client"),
                        room("database"),
                        room("error"),
                        room("ledger"),
                        room("usage"),
                        room("filter"),
                        room("autoconfigure"))
                .check(MODULE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void theBucketKnowsNothingButJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".bucket..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".bucket..", "java..", "org.jspecify..")
                .check(MODULE);
    }

    @Test
    void nothingReadsAClockButTheClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".ledger.MonotonicClock")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MODULE);
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
                .andShould()
                .haveSimpleNameEndingWith("AutoConfiguration")
                .check(MODULE);
    }

    @Test
    void beanMethodsArePackagePrivateAndGiveWay() {
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .beAnnotatedWith(ConditionalOnMissingBean.class)
                .check(MODULE);
    }

    @Test
    void onlyAutoConfigurationsArePublicBesideTheFeatures() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".autoconfigure..")
                .and()
                .areNotAnnotatedWith(AutoConfiguration.class)
                .should()
                .notBePublic()
                .check(MODULE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameContaining("Helper")
                .orShould()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(MODULE);
    }

    @Test
    void noPackageIsNamedForALayer() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..impl..", "..common..", "..service..", "..helper..")
                .check(MODULE);
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }
}
