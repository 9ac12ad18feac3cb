package io.millrace.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import io.millrace.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every error code in the project's sources with the texts that are said with it, placeholders for what is filled in. */
final class ErrorCodes {
    private static final Pattern CODE = Pattern.compile("MR-\\d{4}");
    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>");
    private static final Map<String, String> AREAS = Map.of(
            "01", "Listeners, refused by the compiler and again at a start",
            "02", "Configuration and start",
            "03", "Kafka and commits",
            "04", "State",
            "05", "Event time",
            "06", "Handlers at run time",
            "07", "The development broker",
            "08", "The demo",
            "09", "The test kit");

    private final Map<String, Set<String>> texts = new TreeMap<>();

    private ErrorCodes() {}

    static ErrorCodes ofSources() {
        ErrorCodes codes = new ErrorCodes();
        for (ErrorCode code : ErrorCode.values()) {
            codes.add(code.code(), code.title() + ". " + code.remedy());
        }
        for (CompilationUnitTree file : Sources.parse(Sources.main())) {
            // The simulator says what a broker would, in other words.
            if (!file.getPackageName().toString().equals("io.millrace.testkit.sim")) {
                codes.new Scanner().scan(file, null);
            }
        }
        return codes;
    }

    Set<String> all() {
        return texts.keySet();
    }

    private void add(String code, String text) {
        texts.computeIfAbsent(code, any -> new LinkedHashSet<>()).add(text.strip());
    }

    /** The page of the docs. */
    String page() {
        StringBuilder page = new StringBuilder("# Error codes\n\n"
                + "Written from the code. A code never changes its meaning. What stands in <> is filled in.\n");
        String area = "";
        for (Map.Entry<String, Set<String>> entry : texts.entrySet()) {
            String now = entry.getKey().substring(3, 5);
            if (!now.equals(area)) {
                area = now;
                page.append("\n## ").append(AREAS.get(area)).append("\n\n| code | what it says |\n|---|---|\n");
            }
            String said =
                    String.join("<br>", entry.getValue()).replace("|", "\\|").replaceAll("\\s*\n\\s*", " ");
            page.append("| ").append(entry.getKey()).append(" | ").append(said).append(" |\n");
        }
        return page.toString();
    }

    private final class Scanner extends TreePathScanner<Void, Void> {
        private final Map<String, String> constants = new HashMap<>();

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            boolean constant = variable.getName().toString().matches("[A-Z_]+");
            if (constant && variable.getInitializer() instanceof LiteralTree literal) {
                constants.put(variable.getName().toString(), String.valueOf(literal.getValue()));
            }
            return super.visitVariable(variable, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String value) {
                Matcher code = CODE.matcher(value);
                if (code.find()) {
                    add(code.group(), said(literal, value, code));
                }
            }
            return null;
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            return null;
        }

        /** The text behind the code in its own expression, or, where the code stands alone, the next argument. */
        private String said(LiteralTree literal, String value, Matcher code) {
            Tree whole = literal;
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            for (var path = getCurrentPath().getParentPath();
                    path.getLeaf() instanceof BinaryTree || path.getLeaf() instanceof ParenthesizedTree;
                    path = path.getParentPath()) {
                whole = path.getLeaf();
                parent = path.getParentPath().getLeaf();
            }
            if (!value.strip().equals(code.group()) || whole != literal) {
                String text = text(whole);
                return text.substring(text.indexOf(code.group()) + code.group().length())
                        .replaceFirst("^:? *", "");
            }
            List<? extends ExpressionTree> arguments = parent instanceof NewClassTree made
                    ? made.getArguments()
                    : parent instanceof MethodInvocationTree called ? called.getArguments() : List.of();
            List<String> texts = arguments.stream()
                    .skip(arguments.indexOf(literal) + 1)
                    .map(this::text)
                    .filter(argument -> !argument.equals("null"))
                    .toList();
            String text = texts.stream()
                    .filter(argument ->
                            !PLACEHOLDER.matcher(argument).replaceAll("").isBlank())
                    .findFirst()
                    .orElseGet(() -> texts.isEmpty() ? documented(code.group()) : texts.get(0));
            boolean form = parent instanceof NewClassTree made
                    && made.getIdentifier().toString().startsWith("Form<");
            return form ? "a setting has another value than " + texts.get(0) : text;
        }

        /** What stands above a constant that is nothing but a code. */
        private String documented(String code) {
            try {
                CharSequence source =
                        getCurrentPath().getCompilationUnit().getSourceFile().getCharContent(true);
                Matcher comment = Pattern.compile("/\\*\\* ([^*]*) \\*/\\s*\\w+\\(\"" + code)
                        .matcher(source);
                return comment.find() ? comment.group(1) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String text(Tree tree) {
            if (tree instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            }
            if (tree instanceof BinaryTree plus && plus.getKind() == Tree.Kind.PLUS) {
                return text(plus.getLeftOperand()) + text(plus.getRightOperand());
            }
            if (tree instanceof ParenthesizedTree inner) {
                return text(inner.getExpression());
            }
            if (tree instanceof ConditionalExpressionTree choice) {
                return text(choice.getTrueExpression()) + "|" + text(choice.getFalseExpression());
            }
            if (tree instanceof MethodInvocationTree call
                    && call.getMethodSelect().toString().equals("String.valueOf")) {
                return text(call.getArguments().get(0));
            }
            if (tree instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof MemberSelectTree method) {
                String name = method.getIdentifier().toString();
                return name.equals("getMessage") ? "<what failed>" : "<" + name + ">";
            }
            if (tree instanceof MemberSelectTree field) {
                return "<" + field.getIdentifier() + ">";
            }
            String name = tree.toString().replaceAll("\\(.*", "");
            return constants.getOrDefault(name, "<" + name + ">");
        }
    }
}
