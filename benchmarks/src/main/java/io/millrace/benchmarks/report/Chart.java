package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Measured;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Two groups of horizontal bars, the median of each engine with a line from the least to the most. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int NAME_WIDTH = 170;
    private static final int BAR_WIDTH_MAX = 470;
    private static final int BAR_HEIGHT = 18;
    private static final int ROW_HEIGHT = 28;
    private static final int HEAD_HEIGHT = 44;

    private final String title;
    private final List<Row> rows;

    Chart(String title, List<Row> rows) {
        this.title = title;
        this.rows = rows;
    }

    String svg() {
        int panelHeight = HEAD_HEIGHT + rows.size() * ROW_HEIGHT;
        int height = HEAD_HEIGHT + 2 * panelHeight;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, height));
        svg.append(String.format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height));
        svg.append(text(10, 24, "font-weight=\"bold\" font-size=\"15\"", title));
        panel(svg, HEAD_HEIGHT, "records per second (more is better)", "%,.0f", Measured::recordsPerSecond);
        panel(
                svg,
                HEAD_HEIGHT + panelHeight,
                "CPU seconds per million records (less is better)",
                "%.1f",
                Measured::cpuSecondsPerMillion);
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private void panel(StringBuilder svg, int top, String heading, String number, ToDoubleFunction<Measured> figure) {
        double most = rows.stream()
                .flatMap(row -> row.spread(figure).stream())
                .mapToDouble(Spread::max)
                .max()
                .orElse(1);
        svg.append(text(10, top + 20, "fill=\"#444444\"", heading));
        for (int i = 0; i < rows.size(); i++) {
            bar(svg, top + HEAD_HEIGHT - 10 + i * ROW_HEIGHT, rows.get(i), number, most, figure);
        }
    }

    private static void bar(
            StringBuilder svg, int y, Row row, String number, double most, ToDoubleFunction<Measured> figure) {
        svg.append(text(10, y + 14, "", row.name()));
        Optional<Spread> spread = row.spread(figure);
        if (spread.isEmpty()) {
            svg.append(text(NAME_WIDTH, y + 14, "fill=\"#b00020\"", "no valid run"));
            return;
        }
        double scale = BAR_WIDTH_MAX / most;
        Spread s = spread.get();
        String colour = row.name().startsWith("streams-") ? "#9aa5b1" : "#1f6feb";
        svg.append(String.format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                NAME_WIDTH, y, s.median() * scale, BAR_HEIGHT, colour));
        svg.append(String.format(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#111111\" stroke-width=\"2\"/>%n",
                NAME_WIDTH + s.min() * scale, NAME_WIDTH + s.max() * scale, y + BAR_HEIGHT / 2, y + BAR_HEIGHT / 2));
        int labelX = NAME_WIDTH + (int) (s.max() * scale) + 8;
        svg.append(text(labelX, y + 14, "fill=\"#111111\"", String.format(number, s.median())));
    }

    private static String text(int x, int y, String attributes, String content) {
        String escaped = content.replace("&", "&amp;").replace("<", "&lt;");
        return String.format("<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, attributes, escaped);
    }
}
