package io.millrace.windowing.window;

import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Windows of so many elements, from a list of all of them. */
final class PlainCounts implements PlainModel {
    private final int size;
    private final int every;
    private final Map<String, List<String>> words = new HashMap<>();
    private final List<String> results = new ArrayList<>();

    PlainCounts(WindowModel model) {
        size = (int) model.span().size();
        every = (int) model.span().slide();
    }

    @Override
    public boolean add(String key, long time, String word) {
        List<String> all = words.computeIfAbsent(key, any -> new ArrayList<>());
        all.add(word);
        if (all.size() % every == 0) {
            List<String> last = all.subList(Math.max(0, all.size() - size), all.size());
            results.add(key + " [" + Long.MIN_VALUE + "," + Long.MAX_VALUE + ") ON_TIME 0: "
                    + String.join(" ", new TreeSet<>(last)));
        }
        return true;
    }

    @Override
    public void watermark(long to) {}

    @Override
    public List<String> results() {
        return results;
    }
}
