package io.millrace.windowing.window;

import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Windows that slide over the elements: all there ever were, with every window worked out anew each time. */
final class PlainSliding implements PlainModel {
    private record Element(long time, String word) {}

    private final long span;
    private final long lateness;
    private final Map<String, List<Element>> elements = new TreeMap<>();
    private final Map<String, Integer> given = new HashMap<>();
    private final List<String> results = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;

    PlainSliding(WindowModel model) {
        span = model.span().size();
        lateness = model.allowedLatenessMs();
    }

    @Override
    public List<String> results() {
        return results;
    }

    @Override
    public boolean add(String key, long time, String word) {
        if (time + span + 1 + lateness <= watermark) {
            return false;
        }
        List<Element> all = elements.computeIfAbsent(key, any -> new ArrayList<>());
        TreeSet<Long> before = ends(all);
        all.add(new Element(time, word));
        for (long end : ends(all)) {
            boolean closed = end <= watermark && end + lateness > watermark;
            boolean holds = end - 1 - span <= time && time < end;
            if (closed && (holds || !before.contains(end))) {
                give(key, end, "REFINED");
            }
        }
        return true;
    }

    /** The ends of all windows that hold anything. */
    private TreeSet<Long> ends(List<Element> all) {
        TreeSet<Long> ends = new TreeSet<>();
        for (Element each : all) {
            ends.add(each.time() + 1);
            ends.add(each.time() + span + 2);
        }
        ends.removeIf(end -> content(all, end).isEmpty());
        return ends;
    }

    private TreeSet<String> content(List<Element> all, long end) {
        TreeSet<String> words = new TreeSet<>();
        for (Element each : all) {
            if (end - 1 - span <= each.time() && each.time() < end) {
                words.add(each.word());
            }
        }
        return words;
    }

    private void give(String key, long end, String how) {
        int index = given.merge(key + end, 1, Integer::sum) - 1;
        results.add(key + " [" + (end - 1 - span) + "," + end + ") " + how + " " + index + ": "
                + String.join(" ", content(elements.get(key), end)));
    }

    @Override
    public void watermark(long to) {
        TreeMap<Long, List<String>> closing = new TreeMap<>();
        elements.forEach((key, all) -> {
            for (long end : ends(all)) {
                if (end > watermark && end <= to) {
                    closing.computeIfAbsent(end, any -> new ArrayList<>()).add(key);
                }
            }
        });
        watermark = Math.max(watermark, to);
        closing.forEach((end, keys) -> keys.forEach(key -> give(key, end, "ON_TIME")));
    }
}
