package io.millrace.chaos.trial;

/** Something that must hold did not: the scenario ends here, and what happened so far is recorded and checked. */
public final class Unkept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unkept(String what) {
        super(what);
    }
}
