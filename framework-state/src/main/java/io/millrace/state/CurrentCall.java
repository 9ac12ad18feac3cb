package io.millrace.state;

/** What handles may know of the handler call they are used in. */
public interface CurrentCall {
    /** Event time of the current record, or the due time of the current timer, in milliseconds. */
    long eventTime();

    /**
     * The time by which state expires, in milliseconds: the event time of the call, or where the watermark is if the call
     * is behind it. What has expired by it is gone.
     */
    default long stateTime() {
        return eventTime();
    }

    /** Wall clock in milliseconds. */
    long wallMs();

    /** Fails with MR-0601 unless a handler call is under way in which this handle may be used. */
    void require();
}
