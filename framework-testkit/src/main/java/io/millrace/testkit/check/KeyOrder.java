package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Writes;

/** G3: n of a key grows by one, in log order; links of a listener in event-time order are in order of time. */
final class KeyOrder {
    private KeyOrder() {}

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            for (Writes writes : listener.writes()) {
                if (writes.form() != Form.COPY) {
                    check(history, listener, writes, findings);
                }
            }
        }
    }

    private static void check(History history, Listener listener, Writes writes, Findings findings) {
        boolean byTime = listener.reads().eventTime() && writes.form() == Form.LINK;
        Links.byKey(history, listener.name(), writes.topic()).forEach((key, links) -> {
            Link before = null;
            for (Link link : links) {
                Subject subject = link.subject(listener.name(), key);
                // From what was found: one wrong n is told once.
                long next = before == null ? 1 : before.n() + 1;
                findings.same("n of a key grows by one", subject, "n " + next, "n " + link.n());
                if (before != null) {
                    findings.same(
                            "a key has one partition",
                            subject,
                            before.logged().partition(),
                            link.logged().partition());
                    if (byTime) {
                        findings.holds(
                                link.isBehind(before),
                                "a key's records and timers are in order of time",
                                subject,
                                "something behind " + before,
                                link);
                    }
                }
                before = link;
            }
        });
    }
}
