package io.millrace.testkit.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object in one line: text, whole numbers, true, false and null. Enough for facts, so that the kit needs no JSON
 * library. Numbers that other tools would round are written as text.
 */
final class JsonLine {
    private static final long EXACT_MAX = 1L << 53;

    private final String text;
    private int at;

    private JsonLine(String text) {
        this.text = text;
    }

    static String write(Map<String, ? extends @Nullable Object> fields) {
        StringBuilder out = new StringBuilder("{");
        fields.forEach((name, value) -> {
            out.append(out.length() == 1 ? "" : ",");
            quote(name, out);
            out.append(':');
            if (value == null
                    || value instanceof Boolean
                    || value instanceof Number number && isExact(number.longValue())) {
                out.append(value);
            } else {
                quote(value.toString(), out);
            }
        });
        return out.append('}').toString();
    }

    private static boolean isExact(long number) {
        return -EXACT_MAX <= number && number <= EXACT_MAX;
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Field by field, each as text. @throws IllegalArgumentException if it is no such object */
    static Map<String, @Nullable String> read(String text) {
        JsonLine line = new JsonLine(text);
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        line.expect('{');
        if (!line.take('}')) {
            do {
                String name = line.string();
                line.expect(':');
                line.blanks();
                fields.put(name, line.at < text.length() && text.charAt(line.at) == '"' ? line.string() : line.word());
            } while (line.take(','));
            line.expect('}');
        }
        line.blanks();
        if (line.at < text.length()) {
            throw line.broken("nothing more");
        }
        return fields;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            throw broken("\"");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw broken("an escape");
        };
    }

    private char unicode() {
        int end = at + 4;
        if (end > text.length()) {
            throw broken("four digits");
        }
        char c = (char) Integer.parseInt(text.substring(at, end), 16);
        at = end;
        return c;
    }

    /** A number, true, false or null. */
    private @Nullable String word() {
        int from = at;
        while (at < text.length() && ",} ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (!word.matches("-?\\d+|true|false|null")) {
            throw broken("a value");
        }
        return word.equals("null") ? null : word;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw broken("'" + c + "'");
        }
    }

    private boolean take(char c) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private IllegalArgumentException broken(String wanted) {
        return new IllegalArgumentException("expected " + wanted + " at " + at);
    }
}
