package io.millrace.testkit;

/**
 * Something that a test does, and can do again to another service.
 *
 * @param text as a reader of a failure sees it
 */
record Step(String text, Action action) {
    /** What it does; the same each time. */
    @FunctionalInterface
    interface Action {
        void on(TestedService service);
    }
}
