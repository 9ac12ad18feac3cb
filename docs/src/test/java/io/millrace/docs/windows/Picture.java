package io.millrace.docs.windows;

import java.util.List;

/**
 * A drawing of records and windows over event time, as SVG: records are dots, windows bars with the records that they hold, and
 * a result is a diamond at the watermark by which it was given.
 */
final class Picture {
    private static final long FROM = Clock.millis("13:40");
    private static final long TO = Clock.millis("14:35");
    private static final long TICK_MS = 10 * Clock.MINUTE_MS;
    private static final int LEFT = 110;
    private static final int MINUTE_WIDTH = 12;
    private static final int WIDTH = LEFT + 55 * MINUTE_WIDTH + 20;
    private static final int RIGHT = WIDTH - 20;
    private static final int ROW_HEIGHT = 34;

    /** Paper, ink, soft ink, lines, bars, their edges, records, results. */
    private static final Object[] LIGHT = {
        "#fff", "#1b2733", "#5c6b7a", "#d5dce3", "#dbe7f5", "#4a7ab5", "#1f4e8c", "#b3541e"
    };

    private static final Object[] DARK = {
        "#12181f", "#e3e9ef", "#9aa8b6", "#2c3742", "#22364d", "#6f9fd8", "#9cc3f2", "#f0a36b"
    };

    private static final String COLOURS =
            ".p{fill:%1$s}text{fill:%2$s}.s{fill:%3$s}.o{stroke:%3$s}.l{stroke:%4$s}.b{fill:%5$s;stroke:%6$s}"
                    + ".d{fill:%7$s}.k{fill:%8$s}.w{stroke:%8$s}";

    private static final String STYLE =
            """
            <style>
            text{font:12px sans-serif}.m{text-anchor:middle}.r{text-anchor:end}.o{fill:none}.w{stroke-dasharray:2 2}
            %s
            @media (prefers-color-scheme:dark){%s}
            </style>
            """
                    .formatted(COLOURS.formatted(LIGHT), COLOURS.formatted(DARK));

    /**
     * Where results of one window stand.
     *
     * @param from {@code Long.MIN_VALUE} if it has no start
     * @param to {@code Long.MAX_VALUE} if it has no end
     */
    record Row(String label, long from, long to, List<Play.Given> results) {
        boolean holds(Play.Sent record) {
            return results.stream().anyMatch(result -> result.seen().pages().contains(record.page()));
        }
    }

    private final StringBuilder drawn = new StringBuilder();
    private final String title;
    private int y = 22;

    private Picture(String title) {
        this.title = title;
    }

    static String of(String title, List<Play.Sent> records, List<Row> rows) {
        Picture picture = new Picture(title);
        picture.records(records);
        rows.forEach(row -> picture.row(row, records));
        return picture.svg();
    }

    private void records(List<Play.Sent> records) {
        text(LEFT - 12, y + 4, "r s", "records");
        for (Play.Sent record : records) {
            if (!record.isLate()) {
                circle(record.at(), 5, record.isOthers() ? "o" : "d");
                text(x(record.at()), y - 9, "m", record.isOthers() ? "another key" : record.page());
            }
        }
        if (records.stream().anyMatch(Play.Sent::isLate)) {
            y += ROW_HEIGHT;
            text(LEFT - 12, y + 4, "r s", "late records");
            records.stream().filter(Play.Sent::isLate).forEach(this::late);
        }
    }

    /** From its time to the watermark that it found. */
    private void late(Play.Sent record) {
        line(x(record.at()), y, x(record.watermark()), y, "w");
        circle(record.at(), 5, "d");
        text(x(record.at()), y - 9, "m", record.page());
        text(x(record.watermark()) + 4, y + 4, "s", "comes at " + Clock.text(record.watermark()));
        y += ROW_HEIGHT / 2;
    }

    private void row(Row row, List<Play.Sent> records) {
        y += ROW_HEIGHT;
        text(LEFT - 12, y + 4, "r s", row.label());
        int start = x(Math.max(row.from(), FROM));
        int end = x(Math.min(row.to(), TO));
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"2\" class=\"b\"/>", start, y - 6, end - start);
        records.stream().filter(row::holds).forEach(record -> circle(record.at(), 3, "d"));
        for (Play.Given result : row.results()) {
            int x = x(result.watermark());
            if (x > end) {
                line(end, y, x, y, "w");
            }
            add("<path d=\"M%d,%d l6,6 l-6,6 l-6,-6 z\" class=\"k\"/>", x, y - 6);
            text(x, y - 10, "m", result.seen().pages());
        }
    }

    private String svg() {
        int bottom = y + 22;
        int height = bottom + 22;
        StringBuilder axis = new StringBuilder();
        for (long tick = FROM; tick <= TO; tick += TICK_MS) {
            axis.append(("<path d=\"M%d,8 V%d\" class=\"l\"/><text x=\"%d\" y=\"%d\" class=\"m s\">%s</text>\n")
                    .formatted(x(tick), bottom, x(tick), bottom + 15, Clock.text(tick)));
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                        .formatted(WIDTH, height, title)
                + STYLE
                + "<rect width=\"%d\" height=\"%d\" rx=\"6\" class=\"p\"/>\n".formatted(WIDTH, height)
                + axis
                + "<path d=\"M%d,%d H%d\" class=\"l\"/>\n".formatted(LEFT, bottom, RIGHT)
                + drawn
                + "</svg>\n";
    }

    private static int x(long time) {
        return LEFT + (int) ((time - FROM) * MINUTE_WIDTH / Clock.MINUTE_MS);
    }

    private void circle(long time, int radius, String style) {
        add("<circle cx=\"%d\" cy=\"%d\" r=\"%d\" class=\"%s\"/>", x(time), y, radius, style);
    }

    private void line(int fromX, int fromY, int toX, int toY, String style) {
        add("<path d=\"M%d,%d L%d,%d\" class=\"%s\"/>", fromX, fromY, toX, toY, style);
    }

    private void text(int x, int baseline, String style, String text) {
        add("<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>", x, baseline, style, text);
    }

    private void add(String format, Object... values) {
        drawn.append(format.formatted(values)).append('\n');
    }
}
