package io.millrace.demo.run;

import java.time.Duration;

/** When replicas are to die. */
public sealed interface Kills {
    /** Nobody dies. */
    record None() implements Kills {}

    /** One random replica, after this share of the features. */
    record Once(double percent) implements Kills {}

    /** A random replica each time this share of the features has come out: 5 means 19 kills. */
    record EveryPercent(double percent) implements Kills {}

    /** A random replica each time so much time has gone by. */
    record Every(Duration period) implements Kills {}

    /** A replica halts itself when it reaches the point for the {@code reached}-th time. */
    record At(CrashPoint point, int reached) implements Kills {
        @Override
        public String toString() {
            return point + "@" + reached;
        }
    }
}
