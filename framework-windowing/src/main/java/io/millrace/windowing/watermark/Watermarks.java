package io.millrace.windowing.watermark;

/** The two watermarks that stand for no time. */
public final class Watermarks {
    /** Nothing is known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** Nothing will come any more. */
    public static final long END = Long.MAX_VALUE;

    /**
     * No event is later: some 146 million years from 1970. Whatever is added to an event's time, a window's length for
     * instance, stays a time.
     */
    public static final long LATEST_EVENT = Long.MAX_VALUE / 2;

    private Watermarks() {}
}
