package io.millrace.testkit.sim;

import io.millrace.testkit.sim.WindowListener.Sum;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of the results that a window gives before its close: numbered without a gap, each of more than the last. */
final class SimEarlyCheck {
    private final SimLoop loop;
    private final Map<String, Integer> given = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    SimEarlyCheck(SimLoop loop) {
        this.loop = loop;
    }

    static boolean isOf(String line) {
        return line.startsWith("early|");
    }

    /** The line as other windows give it, if it is the final one. */
    @Nullable
    String next(String key, String line) {
        String[] fields = line.split("\\|");
        String window = key + fields[1];
        boolean last = fields[6].equals("ON_TIME");
        int index = Integer.parseInt(fields[7]);
        Sum sum = Sum.of(fields[3] + "|" + fields[4] + "|" + fields[5]);
        int expected = given.merge(window, 1, Integer::sum) - 1;
        loop.demand(index == expected, "result " + index + " of a window after " + expected + " of them: " + line);
        int before = counts.getOrDefault(window, 0);
        counts.put(window, sum.count());
        loop.demand(sum.count() > before || last && sum.count() == before, "a result without news: " + line);
        return last ? WindowListener.line(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), sum) : null;
    }
}
