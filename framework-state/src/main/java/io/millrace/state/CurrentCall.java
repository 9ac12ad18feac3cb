package io.millrace.state;

/** What handles may know of the handler call they are used in. */
public interface CurrentCall {
    /** Event time of the current record, or the due time of the current timer, in milliseconds. */
    long eventTime();

    /** Wall clock in milliseconds. */
    long wallMs();

    /** Fails with MR-0601 unless a handler call is under way in which this handle may be used. */
    void require();
}
