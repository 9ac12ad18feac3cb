package io.millrace.processor;

import io.micronaut.annotation.processing.AggregatingTypeElementVisitorProcessor;
import io.micronaut.annotation.processing.BeanDefinitionInjectProcessor;
import io.micronaut.annotation.processing.MixinVisitorProcessor;
import io.micronaut.annotation.processing.PackageElementVisitorProcessor;
import io.micronaut.annotation.processing.TypeElementVisitorProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** One run of javac with Micronaut's processors, as a user's build has it: all lints on, warnings are errors. */
record Compilation(boolean success, List<Diagnostic<? extends JavaFileObject>> diagnostics, Path output) {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** Shared, because opening the class path takes longer than compiling a handler. */
    private static final StandardJavaFileManager FILES =
            JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** Whole compilation of files by name, such as {@code shop/Fraud.java}. */
    static Compilation of(Path output, Map<String, String> sources) {
        return of(output, sources, "-Amillrace.serdeable=off", "-Werror");
    }

    /** The same with options of its own. */
    static Compilation of(Path output, Map<String, String> sources, String... options) {
        return run(output, sources, List.of(options));
    }

    /** Without class files: enough to see what the rules say. */
    static Compilation rulesOnly(Path output, Map<String, String> sources, String... options) {
        List<String> all = new ArrayList<>(List.of("-proc:only"));
        all.addAll(List.of(options));
        return run(output, sources, all);
    }

    /** A compilation whose class path lacks the libraries whose files begin so. */
    static Compilation without(String library, Supplier<Compilation> compilation) {
        List<Path> all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        try {
            FILES.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    all.stream()
                            .filter(path -> !path.getFileName().toString().startsWith(library))
                            .toList());
            Compilation done = compilation.get();
            FILES.setLocationFromPaths(StandardLocation.CLASS_PATH, all);
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Compilation run(Path output, Map<String, String> sources, List<String> more) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(List.of("-parameters", "-Xlint:all,-processing,-classfile"));
        options.addAll(more);
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        StringWriter console = new StringWriter();
        JavaCompiler.CompilationTask task = JAVAC.getTask(console, files(output), diagnostics, options, null, units);
        task.setLocale(Locale.ROOT);
        task.setProcessors(List.of(
                new MixinVisitorProcessor(),
                new PackageElementVisitorProcessor(),
                new TypeElementVisitorProcessor(),
                new AggregatingTypeElementVisitorProcessor(),
                new BeanDefinitionInjectProcessor()));
        return new Compilation(task.call(), diagnostics.getDiagnostics(), output);
    }

    private static JavaFileManager files(Path output) {
        try {
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            return FILES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was said of one kind, as {@code file:line: text}. */
    List<String> said(Diagnostic.Kind kind) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == kind)
                .map(Compilation::shown)
                .toList();
    }

    private static String shown(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        String file =
                source == null ? "?" : Path.of(source.getName()).getFileName().toString();
        return file + ":" + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT);
    }

    /** A file of the output folder. */
    String file(String path) {
        try {
            return Files.readString(output.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads what was compiled. */
    URLClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {output.toUri().toURL()}, Compilation.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
