package io.millrace.testkit.sim;

/** The process ends here and now: unwinds the stack of whoever is running in it. */
final class SimCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimCrash(String process) {
        super(process + " is gone", null, false, false);
    }
}
