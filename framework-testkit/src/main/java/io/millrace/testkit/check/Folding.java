package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Writes;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Logged.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** G2: what comes out is the fold of what went in, and outputs of one input partition stand in its order. */
final class Folding {
    private Folding() {}

    /** The state of a key after a record. */
    record Fold(long n, long sum, long chain) {
        static final Fold NOTHING = new Fold(0, 0, 0);

        Fold with(Given input) {
            return new Fold(
                    n + 1, sum + input.amount(), Chain.next(chain, input.uid(), input.partition(), input.offset()));
        }

        @Override
        public String toString() {
            return "n " + n + ", sum " + sum + ", chain " + Long.toHexString(chain);
        }
    }

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            for (Writes writes : listener.writes()) {
                List<Output> outputs = listener.outputs(history, writes.topic());
                sources(listener, outputs, findings);
                if (writes.form() == Form.LINK) {
                    links(history, listener, writes.topic(), findings);
                } else {
                    order(listener, outputs, findings);
                }
                if (writes.form() == Form.FOLD) {
                    folds(listener, outputs, findings);
                }
            }
        }
    }

    /** By place: the state that each input leaves behind. Poison leaves none. */
    static Map<String, Fold> folds(List<Given> inputs) {
        Map<String, Fold> byKey = new HashMap<>();
        Map<String, Fold> byPlace = new HashMap<>();
        for (Given input : inputs) {
            if (!input.poison()) {
                Fold now = byKey.getOrDefault(input.key(), Fold.NOTHING).with(input);
                byKey.put(input.key(), now);
                byPlace.put(input.place(), now);
            }
        }
        return byPlace;
    }

    private static String source(Listener listener, Output output) {
        return Subject.place(listener.reads().topic(), output.inPartition(), output.inOffset());
    }

    private static void sources(Listener listener, List<Output> outputs, Findings findings) {
        Map<String, Long> uids = new HashMap<>();
        listener.given().forEach(input -> uids.put(input.place(), input.uid()));
        for (Output output : outputs) {
            findings.same(
                    "an output names its input",
                    Subject.of(listener.name(), output),
                    "uid " + output.uid() + " at " + source(listener, output),
                    "uid " + uids.get(source(listener, output)) + " at " + source(listener, output));
        }
    }

    private static void folds(Listener listener, List<Output> outputs, Findings findings) {
        Map<String, Fold> folds = folds(listener.given());
        for (Output output : outputs) {
            findings.same(
                    "an output is the fold of its key's input",
                    Subject.of(listener.name(), output),
                    folds.get(source(listener, output)),
                    new Fold(output.n(), output.sum(), output.chain()));
        }
    }

    private static void order(Listener listener, List<Output> outputs, Findings findings) {
        Map<String, Output> last = new HashMap<>();
        for (Output output : outputs) {
            Output before = last.put(output.partition() + " " + output.inPartition(), output);
            if (before != null) {
                findings.holds(
                        output.inOffset() > before.inOffset(),
                        "outputs stand in the order of their input",
                        Subject.of(listener.name(), output),
                        "an input behind " + source(listener, before) + ", which stands at " + before.place(),
                        source(listener, output));
            }
        }
    }

    /** Each link follows from the one before it in the log, whatever that is: so the first wrong one is told. */
    private static void links(History history, Listener listener, String topic, Findings findings) {
        Links.byKey(history, listener.name(), topic).forEach((key, links) -> {
            long chain = 0;
            for (Link link : links) {
                findings.same(
                        "a link follows from the one before it",
                        link.subject(listener.name(), key),
                        Long.toHexString(Chain.next(chain, link.n(), link.uid(), link.timeMs())),
                        Long.toHexString(link.chain()));
                chain = link.chain();
            }
        });
    }
}
