package io.millrace.processor;

import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.model.ErrorCode;
import io.millrace.model.Finding;
import io.millrace.model.ListenerModel;
import io.millrace.model.Manifest;
import io.millrace.model.ManifestChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The copy of a listener's manifest that stands beside its sources, {@code src/main/millrace/<listener>.json}: what was
 * agreed last. Whatever differs from it is an error, so that nobody changes stored data without having read what that does.
 *
 * <p>Only the main sources of a Maven or Gradle project have such copies; where the classes go elsewhere (tests, an IDE's
 * folder) nothing is compared.
 */
final class CommittedManifest {
    private static final String FOLDER = "src/main/millrace";
    private static final List<Path> MAIN_CLASSES =
            List.of(Path.of("target/classes"), Path.of("build/classes/java/main"));

    private final VisitorContext context;
    private final Problems problems;

    CommittedManifest(VisitorContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** The new manifest must have been written: accepting the change is copying it. */
    void compare(Listener listener) {
        Path output = context.getClassesOutputPath().orElse(null);
        if (output == null) {
            return;
        }
        for (Path classes : MAIN_CLASSES) {
            if (output.endsWith(classes)) {
                Path project =
                        output.getRoot().resolve(output.subpath(0, output.getNameCount() - classes.getNameCount()));
                compare(listener, project, classes);
            }
        }
    }

    private void compare(Listener listener, Path project, Path classes) {
        ListenerModel model = listener.model();
        Path folder = project.resolve(FOLDER);
        String name = model.name() + ".json";
        Path committed = folder.resolve(name);
        String copy = "cp " + slashed(classes) + "/" + Manifest.path(model.name()) + " " + FOLDER + "/" + name;
        if (!Files.exists(committed)) {
            String make = Files.exists(folder) ? "" : "mkdir -p " + FOLDER + " && ";
            problems.add(
                    ErrorCode.MANIFEST_ABSENT,
                    listener.handler(),
                    "no manifest of listener '" + model.name()
                            + "' is committed, so that a change of its state would go" + " unseen: " + make + copy);
            return;
        }
        try {
            for (Finding finding : ManifestChanges.between(Manifest.fromJson(Files.readString(committed)), model)) {
                problems.add(
                        finding.code(),
                        listener.where(finding.subject()),
                        finding.message() + "; to accept all changes: " + copy);
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    ErrorCode.MANIFEST_UNREADABLE,
                    listener.handler(),
                    FOLDER + "/" + name + " cannot be read (" + e.getMessage() + "): " + copy);
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
