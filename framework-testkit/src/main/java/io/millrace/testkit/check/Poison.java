package io.millrace.testkit.check;

import io.millrace.testkit.check.Listener.Due;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Output;
import java.util.HashMap;
import java.util.Map;

/** G12: each poison record is a dead letter once and leads to nothing else; no other record is given up. */
final class Poison {
    private Poison() {}

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            Map<String, Integer> letters = new HashMap<>();
            Map<String, Integer> outputs = new HashMap<>();
            Map<String, Given> inputs = new HashMap<>();
            listener.given().forEach(input -> inputs.put(input.place(), input));
            for (DeadLetter letter : history.all(DeadLetter.class)) {
                if (letter.listener().equals(listener.name())) {
                    String place = Subject.place(listener.reads().topic(), letter.inPartition(), letter.inOffset());
                    letters.merge(place, 1, Integer::sum);
                    Given input = inputs.get(place);
                    findings.same(
                            "a dead letter names its input",
                            Subject.of(listener.name(), letter),
                            input == null ? null : "uid " + input.uid(),
                            "uid " + letter.uid());
                }
            }
            for (Output output : history.all(Output.class)) {
                if (output.listener().equals(listener.name())) {
                    outputs.merge(
                            Subject.place(listener.reads().topic(), output.inPartition(), output.inOffset()),
                            1,
                            Integer::sum);
                }
            }
            for (Given input : listener.given()) {
                int found = letters.getOrDefault(input.place(), 0);
                settled(listener, input, found, outputs.getOrDefault(input.place(), 0), findings);
            }
        }
    }

    private static void settled(Listener listener, Given input, int letters, int outputs, Findings findings) {
        Subject subject =
                Subject.of(listener.name()).key(input.key()).uid(input.uid()).at(input.place());
        Due due = listener.due(input);
        int expected = !input.poison() || due == Due.NOT ? 0 : due == Due.MUST ? 1 : Math.min(letters, 1);
        findings.same(
                input.poison() ? "poison is a dead letter once" : "what is no poison is no dead letter",
                subject,
                "dead letters: " + expected,
                "dead letters: " + letters);
        if (input.poison()) {
            findings.same("poison leads to nothing else", subject, "outputs: 0", "outputs: " + outputs);
        } else if (due == Due.MUST && !listener.writes().isEmpty()) {
            findings.holds(
                    outputs + letters > 0,
                    "an input is handled or given up",
                    subject,
                    "an output or a dead letter",
                    "neither");
        }
    }
}
