package io.millrace.testkit.sim;

/** One way in which a history can be wrong. */
record Forgery(String guarantee, String what, Source source, Edit edit) {
    /** Which good histories it is made of. */
    enum Source {
        ORDERED,
        WINDOWS,
        /** Windows, one record of which came too late. */
        LATE
    }

    @FunctionalInterface
    interface Edit {
        /** False if the history has nothing to falsify in this way. */
        boolean on(Draft draft);
    }
}
