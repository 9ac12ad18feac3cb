package io.millrace.demo.report;

import java.util.ArrayList;
import java.util.List;

/** What a comparison found, with the first few offenders as text. */
record Findings(String what, long equal, Faults faults, List<String> examples) {
    /** How many answers were wrong, by kind. */
    record Faults(long different, long missing, long doubled, long unexpected) {
        boolean none(boolean repeatsAllowed) {
            return different + missing + unexpected == 0 && (doubled == 0 || repeatsAllowed);
        }
    }

    /** @param repeatsAllowed whether the same answer may come more than once */
    boolean exact(boolean repeatsAllowed) {
        return faults.none(repeatsAllowed);
    }

    /** How many were expected. */
    long expected() {
        return equal + faults.different + faults.missing;
    }

    static final class Builder {
        private static final int EXAMPLES_MAX = 5;

        private final String what;
        private final List<String> examples = new ArrayList<>();
        private long equal;
        private long different;
        private long missing;
        private long doubled;
        private long unexpected;

        Builder(String what) {
            this.what = what;
        }

        void equal() {
            equal++;
        }

        void different(long id, Object expected, Object found) {
            different++;
            example("tx " + id + ": expected " + expected + ", found " + found);
        }

        void missing(long id) {
            missing++;
            example("tx " + id + ": missing");
        }

        void doubled(long id) {
            doubled++;
            example("tx " + id + ": more than once");
        }

        void unexpected(long id) {
            unexpected++;
            example("tx " + id + ": not expected");
        }

        private void example(String text) {
            if (examples.size() < EXAMPLES_MAX) {
                examples.add(text);
            }
        }

        Findings build() {
            return new Findings(
                    what, equal, new Faults(different, missing, doubled, unexpected), List.copyOf(examples));
        }
    }
}
