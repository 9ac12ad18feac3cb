package io.millrace.windowing.watermark;

/** The two watermarks that stand for no time. */
public final class Watermarks {
    /** Nothing is known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** Nothing will come any more. */
    public static final long END = Long.MAX_VALUE;

    private Watermarks() {}
}
