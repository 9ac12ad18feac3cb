package io.millrace.port;

/** Runs long work beside the worker's thread. */
@FunctionalInterface
public interface Background {
    /**
     * Calls {@link Work#step} until it is done. What a step does is visible to whoever later sees the work's own end; a
     * simulator may take the steps in between others.
     */
    void start(Work work);

    /** Work in steps. */
    interface Work {
        /** One bounded step. Never throws. */
        Progress step();
    }

    /** How a step ended. */
    enum Progress {
        /** More can be done at once. */
        AGAIN,
        /** Something outside must change first: try again after a short pause. */
        LATER,
        DONE
    }
}
