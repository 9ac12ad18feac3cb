package io.millrace.api;

/**
 * Where the current record came from.
 *
 * @param eventTime milliseconds since 1970
 * @param watermark exclusive: every event before it has been seen; {@code Long.MIN_VALUE} before the first
 * @param late whether the record lies behind the watermark
 */
public record RecordInfo(String topic, int partition, long offset, long eventTime, long watermark, boolean late) {}
