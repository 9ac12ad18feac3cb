package io.millrace.docs.windows;

import io.millrace.testkit.StatefulTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of all pictures, sent to a listener one by one, and the results that each of them brought. */
final class Play {
    private static final String VISITOR = "ada";
    private static final String ANOTHER = "bob";

    /**
     * A record.
     *
     * @param at its event time
     * @param watermark as it is when the record has come
     */
    record Sent(String visitor, String page, long at, long watermark) {
        boolean isLate() {
            return at < watermark;
        }

        boolean isOthers() {
            return visitor.equals(ANOTHER);
        }
    }

    /**
     * A result.
     *
     * @param watermark as it was when the result was given
     */
    record Given(Seen seen, long watermark) {
        /** As tests expect it: span, pages, when it was given. */
        @Override
        public String toString() {
            String span =
                    seen.from() == Long.MIN_VALUE ? "global" : Clock.text(seen.from()) + "-" + Clock.text(seen.to());
            return span + " " + seen.pages() + " at " + Clock.text(watermark);
        }
    }

    private final StatefulTest test;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, List<Given>> given = new LinkedHashMap<>();

    private Play(Class<?> listener, String... topics) {
        test = StatefulTest.of(listener);
        for (String topic : topics) {
            given.put(topic, new ArrayList<>());
        }
    }

    /** Six records of one visitor in the order of their time, then one of another by which time goes on. */
    static Play inOrder(Class<?> listener, String... topics) {
        return new Play(listener, topics)
                .view("a", "13:51")
                .view("b", "13:54")
                .view("c", "13:56")
                .view("d", "14:03")
                .view("e", "14:06")
                .view("f", "14:16")
                .send(ANOTHER, "g", "14:31");
    }

    /** The same with two more that come late. */
    static Play withLateOnes(Class<?> listener, String... topics) {
        return new Play(listener, topics)
                .view("a", "13:51")
                .view("b", "13:54")
                .view("c", "13:56")
                .view("d", "14:03")
                .view("e", "14:06")
                .view("x", "13:58")
                .view("f", "14:16")
                .view("y", "13:53")
                .send(ANOTHER, "g", "14:31");
    }

    private Play view(String page, String clock) {
        return send(VISITOR, page, clock);
    }

    private Play send(String visitor, String page, String clock) {
        long at = Clock.millis(clock);
        // The third page takes longer to read than the others.
        long readMs = (page.equals("c") ? 10 : 5) * Clock.MINUTE_MS;
        test.send("views", visitor, new View(page, at, readMs));
        long before = sent.isEmpty() ? at : sent.get(sent.size() - 1).watermark();
        Sent record = new Sent(visitor, page, at, Math.max(before, at));
        sent.add(record);
        given.forEach((topic, results) -> test.output(topic, Seen.class).stream()
                .skip(results.size())
                .forEach(seen -> results.add(new Given(seen, record.watermark()))));
        return this;
    }

    List<Sent> sent() {
        return sent;
    }

    /** The results in a topic. */
    List<Given> given(String topic) {
        return given.get(topic);
    }

    StatefulTest test() {
        return test;
    }
}
