package io.millrace.api;

/**
 * Says which windows a record belongs to. Pure: the same answer for the same time, whenever and wherever it is asked.
 * Used by many threads.
 *
 * <p>With windows such as business days, months of a time zone, or shifts of work:
 *
 * <pre>{@code
 * final class Months implements WindowAssigner {
 *   public void assign(long time, Spans spans) {
 *     YearMonth month = YearMonth.from(Instant.ofEpochMilli(time).atZone(PARIS));
 *     spans.add(startOf(month), startOf(month.plusMonths(1)));
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface WindowAssigner {
    /** Takes the windows of one record. */
    @FunctionalInterface
    interface Spans {
        /**
         * A window from a start to the instant before an end, in milliseconds since 1970. The record's time lies in it, and
         * it is at most 36500 days long; else the record fails with MR-0620.
         */
        void add(long start, long end);
    }

    /**
     * Tells all windows of a record.
     *
     * @param time the record's event time, or the wall clock where the window counts processing time
     */
    void assign(long time, Spans spans);
}
