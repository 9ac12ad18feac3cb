package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.TimerSet;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * G13: a timer that was set fires once, after the output that tells that it was set, and not before the watermark has
 * passed its time; at the end all have fired that are due.
 */
final class Timers {
    private Timers() {}

    private record Name(String key, long timer, long dueMs) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            return Comparator.comparing(Name::key)
                    .thenComparingLong(Name::dueMs)
                    .thenComparingLong(Name::timer)
                    .compare(this, other);
        }
    }

    private static final class Life {
        private int set;
        private int fired;
        private @Nullable TimerSet firstSet;
        private @Nullable TimerFired lastFired;
    }

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            Map<Name, Life> lives = new TreeMap<>();
            for (TimerSet set : history.all(TimerSet.class)) {
                if (set.listener().equals(listener.name())) {
                    Life life = lives.computeIfAbsent(new Name(set.key(), set.timer(), set.dueMs()), any -> new Life());
                    life.set++;
                    life.firstSet = life.firstSet == null ? set : life.firstSet;
                }
            }
            for (TimerFired fired : history.all(TimerFired.class)) {
                if (fired.listener().equals(listener.name())) {
                    Life life = lives.computeIfAbsent(
                            new Name(fired.key(), fired.timer(), fired.dueMs()), any -> new Life());
                    life.fired++;
                    life.lastFired = fired;
                    notEarly(listener, fired, findings);
                }
            }
            lives.forEach((name, life) -> check(listener, name, life, findings));
        }
    }

    private static void notEarly(Listener listener, TimerFired fired, Findings findings) {
        Committed commit = listener.commit(fired.tx(), fired.task());
        if (commit != null) {
            findings.holds(
                    fired.dueMs() < commit.taskWatermark(),
                    "a timer fires when the watermark has passed its time",
                    Subject.of(listener.name(), fired),
                    "a watermark above " + fired.dueMs(),
                    "a watermark of " + commit.taskWatermark());
        }
    }

    private static void check(Listener listener, Name name, Life life, Findings findings) {
        TimerSet set = life.firstSet;
        TimerFired fired = life.lastFired;
        Subject subject = Subject.of(listener.name()).key(name.key());
        subject = fired != null
                ? subject.at(fired.place())
                : set == null ? subject : subject.at(Subject.place(set.topic(), set.partition(), set.offset()));
        String timer = "timer " + name.timer() + " due at " + name.dueMs();
        boolean due = set != null && name.dueMs() < listener.reached(set.task());
        findings.holds(
                due ? life.fired == life.set : life.fired <= life.set,
                "a timer fires once for each time it was set",
                subject,
                timer + " fires " + life.set + (due ? " times" : " times at most"),
                timer + " fired " + life.fired + " times");
        if (set != null && fired != null && set.topic().equals(fired.topic())) {
            findings.holds(
                    fired.offset() > set.offset(),
                    "a timer fires after it was set",
                    subject,
                    timer + " behind " + Subject.place(set.topic(), set.partition(), set.offset()),
                    fired.place());
        }
    }
}
