package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Observed.Answered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** G11: an answer is a value that was committed at some time, and for one asker n of a key never goes back. */
final class Queries {
    private Queries() {}

    static void check(History history, Findings findings) {
        Set<String> committed = new HashSet<>();
        for (Change change : history.all(Change.class)) {
            if (change.store().equals(StateAgreement.N)) {
                committed.add(change.listener() + " " + change.key() + " " + change.value());
            }
        }
        Map<String, Answered> last = new HashMap<>();
        for (Answered answer : history.all(Answered.class)) {
            String about = answer.listener() + " " + answer.key();
            Subject subject = Subject.of(answer.listener()).key(answer.key()).at("asked by " + answer.reader());
            findings.holds(
                    answer.n() == 0 || committed.contains(about + " " + answer.n()),
                    "an answer was committed",
                    subject,
                    "an n that the changelog has",
                    "n " + answer.n());
            Answered before = last.put(answer.reader() + " " + about, answer);
            findings.holds(
                    before == null || before.n() <= answer.n(),
                    "answers never go back",
                    subject,
                    before == null ? null : "n at least " + before.n(),
                    "n " + answer.n());
        }
    }
}
