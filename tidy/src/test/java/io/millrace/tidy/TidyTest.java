package io.millrace.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The limits of size and the words that must not appear. Each failure names the offender. */
class TidyTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 6;
    private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)\\b");
    private static final List<String> PURE = List.of(
            "io/millrace/engine/",
            "io/millrace/fault/",
            "io/millrace/port/",
            "io/millrace/windowing/",
            "io/millrace/model/");
    private static final Pattern IMPURE = Pattern.compile(
            "System\\.(currentTimeMillis|nanoTime)|Instant\\.now|Thread\\.sleep|new Random\\b|Math\\.random|"
                    + "ThreadLocalRandom|UUID\\.randomUUID|\\bnew Thread\\b");

    @Test
    void filesAreSmall() {
        List<String> offenders = new ArrayList<>();
        for (Path file : Sources.main()) {
            long lines = codeLines(Sources.text(file));
            if (lines > FILE_LINES_MAX) {
                offenders.add(Sources.name(file) + ": " + lines + " lines of code, at most " + FILE_LINES_MAX);
            }
        }
        assertThat(offenders).isEmpty();
    }

    private static long codeLines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.startsWith("//") && !line.startsWith("*") && !line.startsWith("/*"))
                .count();
    }

    @Test
    void methodsAreShortAndTakeFewParameters() {
        List<String> offenders = new ArrayList<>();
        for (CompilationUnitTree unit : Sources.parse(Sources.main())) {
            unit.accept(new MethodSizes(unit, offenders), null);
        }
        assertThat(offenders).isEmpty();
    }

    /** Constructors of records hold a record's parts, not parameters to be understood together. */
    private static final class MethodSizes extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final List<String> offenders;

        MethodSizes(CompilationUnitTree unit, List<String> offenders) {
            this.unit = unit;
            this.offenders = offenders;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            String name = Sources.name(Path.of(unit.getSourceFile().toUri())) + "#" + method.getName();
            String[] body = String.valueOf(method.getBody()).split("\n");
            if (method.getBody() != null && body.length > METHOD_LINES_MAX) {
                offenders.add(name + ": " + body.length + " lines, at most " + METHOD_LINES_MAX);
            }
            boolean constructor = method.getName().contentEquals("<init>");
            if (!constructor && method.getParameters().size() > PARAMETERS_MAX) {
                offenders.add(name + ": " + method.getParameters().size() + " parameters, at most " + PARAMETERS_MAX);
            }
            return super.visitMethod(method, nothing);
        }
    }

    @Test
    void onlyCommandLineEntryPointsPrint() {
        List<String> offenders = new ArrayList<>();
        for (Path file : Sources.main()) {
            String text = Sources.text(file);
            if (PRINTS.matcher(text).find() && !text.contains("public static void main(")) {
                offenders.add(Sources.name(file));
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void thePureCoreKnowsNoClockThreadOrChance() {
        List<String> offenders = new ArrayList<>();
        for (Path file : Sources.main()) {
            if (PURE.stream().anyMatch(Sources.name(file)::contains)
                    && IMPURE.matcher(Sources.text(file)).find()) {
                offenders.add(Sources.name(file));
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void publicCodesAreWellFormed() {
        Pattern malformed = Pattern.compile("\"MR-(?!\\d{4}\\b|%04d|0\\d\"|\")");
        List<String> offenders = new ArrayList<>();
        for (Path file : Sources.main()) {
            if (malformed.matcher(Sources.text(file)).find()) {
                offenders.add(Sources.name(file));
            }
        }
        assertThat(offenders).isEmpty();
    }
}
