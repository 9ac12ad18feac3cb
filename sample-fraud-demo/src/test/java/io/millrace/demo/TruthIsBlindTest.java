package io.millrace.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** An answer that shares code with what it checks proves nothing; and no package knows another in a circle. */
class TruthIsBlindTest {
    private static final JavaClasses DEMO = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millrace.demo");

    @Test
    void theReferenceImportsNothingOfMillrace() {
        classes()
                .that()
                .resideInAPackage("io.millrace.demo.truth..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.millrace.demo.truth..", "java..", "org.jspecify..")
                .check(DEMO);
    }

    @Test
    void theDriverKnowsOfMillraceTheBrokerOnly() {
        classes()
                .that()
                .resideInAPackage("io.millrace.demo..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.millrace.api..", "io.millrace.engine..", "io.millrace.state..", "io.millrace.sample..")
                .check(DEMO);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.millrace.demo.(*)..").should().beFreeOfCycles().check(DEMO);
    }
}
