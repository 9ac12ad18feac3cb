package io.millrace.processor;

/** Java source of constants. */
final class JavaText {
    private JavaText() {}

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A text block; the text must end with a line feed, as a manifest does. */
    static String block(String text, String indent) {
        StringBuilder block = new StringBuilder("\"\"\"\n");
        text.replace("\\", "\\\\")
                .lines()
                .forEach(line -> block.append(indent).append(line).append('\n'));
        return block.append(indent).append("\"\"\"").toString();
    }
}
