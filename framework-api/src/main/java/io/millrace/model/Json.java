package io.millrace.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text and plain values: {@code Map<String, ?>} in order of writing, {@code List<?>}, String, Long, Double, Boolean,
 * null. Enough for manifests, so that this module and the compiler need no JSON library.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with the offset, where the text is not JSON */
    static @Nullable Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blanks();
        if (json.at < text.length()) {
            throw json.broken("the end");
        }
        return value;
    }

    /** Two spaces of indentation, lists of scalars on one line, a line feed at the end. */
    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    private static void write(@Nullable Object value, String newLine, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, newLine, out);
        } else if (value instanceof List<?> list) {
            writeList(list, newLine, out);
        } else if (value instanceof String string) {
            quote(string, out);
        } else {
            out.append(value);
        }
    }

    private static void writeMap(Map<?, ?> map, String newLine, StringBuilder out) {
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append(newLine).append("  ");
            quote(String.valueOf(entry.getKey()), out);
            out.append(": ");
            write(entry.getValue(), newLine + "  ", out);
            separator = ",";
        }
        out.append(map.isEmpty() ? "" : newLine).append('}');
    }

    private static void writeList(List<?> list, String newLine, StringBuilder out) {
        boolean oneLine = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            out.append(oneLine ? "" : newLine + "  ");
            write(items.next(), newLine + "  ", out);
            out.append(!items.hasNext() ? "" : oneLine ? ", " : ",");
        }
        out.append(oneLine ? "" : newLine).append(']');
    }

    private static void quote(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private @Nullable Object value() {
        blanks();
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        expect('{');
        if (!next('}')) {
            do {
                blanks();
                String key = string();
                expect(':');
                map.put(key, value());
            } while (next(','));
            expect('}');
        }
        return map;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        expect('[');
        if (!next(']')) {
            do {
                list.add(value());
            } while (next(','));
            expect(']');
        }
        return list;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
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
        if (at + 4 > text.length()) {
            throw broken("four hex digits");
        }
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException e) {
            throw broken("four hex digits");
        }
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            return number.matches("-?\\d+") ? (Object) Long.valueOf(number) : Double.valueOf(number);
        } catch (NumberFormatException e) {
            at = start;
            throw broken("a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Boolean value) {
        if (!text.startsWith(word, at)) {
            throw broken(word);
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char c) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw broken("'" + c + "'");
        }
    }

    private IllegalArgumentException broken(String expected) {
        return new IllegalArgumentException("not JSON: expected " + expected + " at offset " + at);
    }
}
