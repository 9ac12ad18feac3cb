package io.millrace.port;

/** Is told when execution reaches a named point. In production it does nothing. */
@FunctionalInterface
public interface Failpoints {
    /** Does nothing. */
    Failpoints NONE = point -> {};

    void reach(Failpoint point);
}
