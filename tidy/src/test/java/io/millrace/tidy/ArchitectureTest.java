package io.millrace.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The import table of the architecture. Nothing is frozen. */
class ArchitectureTest {
    /** Lowest first: a package may import only what stands before it. */
    private static final List<String> LAYERS = List.of(
            "io.millrace.api",
            "io.millrace.model",
            "io.millrace.spi",
            "io.millrace.state",
            "io.millrace.windowing",
            "io.millrace.fault",
            "io.millrace.port",
            "io.millrace.engine",
            "io.millrace.kafka",
            "io.millrace.runtime",
            "io.millrace.ops",
            "io.millrace.config",
            "io.millrace.micronaut");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");

    @Test
    void somethingWasImported() {
        assertThat(CLASSES.size()).isGreaterThan(200);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void layersLookDownOnly() {
        for (int low = 0; low < LAYERS.size(); low++) {
            for (int high = low + 1; high < LAYERS.size(); high++) {
                noClasses()
                        .that()
                        .resideInAPackage(LAYERS.get(low) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(LAYERS.get(high) + "..")
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void theEngineIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.engine..", "io.millrace.windowing..", "io.millrace.fault..", "io.millrace.port..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..", "io.micronaut..", "java.util.concurrent..")
                .check(CLASSES);
    }

    @Test
    void theAdapterDoesNotKnowTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.engine..")
                .check(CLASSES);
    }

    /** An artifact that users add: nothing of the framework may need it. */
    @Test
    void sketchesStandOnTheApiAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.sketches..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.sketches..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("io.millrace.sketches..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.millrace.api..",
                        "io.millrace.sketches..",
                        "com.dynatrace.hash4j..",
                        "com.datadoghq.sketch..")
                .check(CLASSES);
    }

    /** Or a mistake of the engine's could be the checker's too. */
    @Test
    void theCheckerStandsAlone() {
        classes()
                .that()
                .resideInAPackage("io.millrace.testkit.check..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.millrace.testkit.check..")
                .check(CLASSES);
    }

    @Test
    void onlyOnePlaceKnowsMicronaut() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.api..",
                        "io.millrace.model..",
                        "io.millrace.spi..",
                        "io.millrace.state..",
                        "io.millrace.kafka..",
                        "io.millrace.runtime..",
                        "io.millrace.ops..",
                        "io.millrace.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut..")
                .check(CLASSES);
    }

    /** A user must be able to import these beside Micronaut Data, jakarta.persistence and the JDK. */
    @Test
    void apiNamesClashWithNothing() {
        TreeSet<String> clashes = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().matches("io\\.millrace\\.(api|api\\.aggregate|sketches)")
                    && Modifier.isPublic(type.reflect().getModifiers())) {
                for (String other :
                        List.of("java.lang.", "java.util.", "jakarta.persistence.", "io.micronaut.data.annotation.")) {
                    if (exists(other + type.getSimpleName())) {
                        clashes.add(other + type.getSimpleName());
                    }
                }
            }
        }
        assertThat(clashes).isEmpty();
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, ArchitectureTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
