package io.millrace.windowing.window;

import java.util.List;

/** What windows should do, worked out without any thought for cost. */
interface PlainModel {
    /** False if it was too late. */
    boolean add(String key, long time, String word);

    void watermark(long to);

    List<String> results();
}
