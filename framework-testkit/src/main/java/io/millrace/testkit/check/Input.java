package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Observed.Acked;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * G0: the ground truth is true. What was acknowledged is in the input, once; what two readers say of one place is the same;
 * a key's records stand in the order of their writer.
 */
final class Input {
    private Input() {}

    static void check(History history, Findings findings) {
        Map<String, Fed> byPlace = new HashMap<>();
        history.all(Fed.class).forEach(fed -> byPlace.put(fed.place(), fed));
        for (Acked acked : history.all(Acked.class)) {
            String place = Subject.place(acked.topic(), acked.partition(), acked.offset());
            Fed fed = byPlace.get(place);
            findings.same(
                    "what was acknowledged is in the input",
                    Subject.of("").key(acked.key()).uid(acked.uid()).at(place),
                    "uid " + acked.uid() + " of " + acked.key(),
                    fed == null ? null : "uid " + fed.uid() + " of " + fed.key());
        }
        oneContent(history, findings);
        order(history, findings);
    }

    private static void oneContent(History history, Findings findings) {
        Map<String, Logged> byPlace = new HashMap<>();
        for (Step step : history.steps()) {
            if (step.event() instanceof Logged logged) {
                Logged before = byPlace.putIfAbsent(logged.place(), logged);
                findings.holds(
                        before == null || before.equals(logged),
                        "a place in a log holds one record",
                        Subject.of("", logged),
                        before,
                        logged);
            }
        }
    }

    private static void order(History history, Findings findings) {
        List<Fed> inOrder = history.all(Fed.class).stream()
                .filter(fed -> fed.seq() != Event.NONE)
                .sorted(Comparator.comparing(Fed::topic)
                        .thenComparingInt(Fed::partition)
                        .thenComparingLong(Fed::offset))
                .toList();
        Map<String, Fed> last = new HashMap<>();
        for (Fed fed : inOrder) {
            Fed before = last.put(fed.topic() + " " + fed.key(), fed);
            if (before != null) {
                findings.holds(
                        fed.seq() > before.seq() && fed.partition() == before.partition(),
                        "a key's input stands in the order of its writer",
                        Subject.of("", fed),
                        "more than seq " + before.seq() + " in partition " + before.partition(),
                        "seq " + fed.seq() + " in partition " + fed.partition());
            }
        }
    }
}
