package io.millrace.acceptance.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a listener made of a series.
 *
 * @param lines as they are published
 * @param countMax the highest count of a window
 * @param dropped how many events were too late
 */
record Result(List<String> lines, long countMax, int dropped) {
    /** What the listener said, in its order, under the keys of its records. */
    record Said(String key, WindowRow row) {}

    /**
     * The part that is about a question's series. Where a late event refines its window, what is said last counts; otherwise
     * each window must be told once.
     */
    static Result of(Question question, List<Said> said, List<String> lateKeys) {
        Series series = question.series();
        List<Said> own = said.stream().filter(row -> series.has(row.key())).toList();
        if (question.computation().refines()) {
            Map<String, Said> last = new LinkedHashMap<>();
            own.forEach(row -> last.put(row.key() + "\t" + row.row().from(), row));
            own = new ArrayList<>(last.values());
        }
        return new Result(
                own.stream()
                        .map(row ->
                                question.computation().kind().line(series.key(row.key()), row.row(), series.unitMs()))
                        .toList(),
                own.stream().mapToLong(row -> row.row().count()).max().orElse(0),
                (int) lateKeys.stream().filter(series::has).count());
    }
}
