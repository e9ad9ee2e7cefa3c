package io.gradus.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// What the command line may use of core.
class ArchitectureTest {
    private static final ArchRule EXPORTED_PACKAGES_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gradus.math..", "io.gradus.engine..")
            .because(
                    "core's module does not export them; on the class path, where the app runs, nothing else would"
                            + " notice. (file, not exported either, is shared with the app: they are built and shipped together)")
            .allowEmptyShould(true);

    @Test
    void usesOnlyExportedPackagesOfCore() {
        JavaClasses app = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.gradus.app");
        EXPORTED_PACKAGES_ONLY.check(app);
    }

    @Test
    void ruleFailsOnAClassThatBreaksIt() {
        JavaClasses wrong = new ClassFileImporter().importClasses(UsesMath.class);
        assertThat(EXPORTED_PACKAGES_ONLY.evaluate(wrong).hasViolation()).isTrue();
    }

    private record UsesMath(io.gradus.math.CounterRandom hidden) {}
}
