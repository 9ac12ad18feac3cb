package io.millrace.model;

import io.millrace.api.TimeDomain;

/**
 * When a window gives results.
 *
 * @param atClose when it has closed
 * @param onUpdate for each record
 * @param everyMs at each multiple of this while it is open; 0: not
 * @param in which time {@code everyMs} counts
 * @param count after each so many records while it is open; 0: not
 * @param purge whether a result empties it
 * @param unchanged whether {@code everyMs} repeats what has not changed
 */
public record EmitModel(
        boolean atClose, boolean onUpdate, long everyMs, TimeDomain in, int count, boolean purge, boolean unchanged) {
    /** Once, at close. */
    public static final EmitModel FINAL = new EmitModel(true, false, 0, TimeDomain.EVENT, 0, false, false);

    /** Whether nothing but the number of records decides about results: what comes late then counts like the rest. */
    public boolean byCountAlone() {
        return !atClose && !onUpdate && everyMs == 0;
    }
}
