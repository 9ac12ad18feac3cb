package io.millrace.demo.report;

import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The days' digests beside the published ones; unequal days are named. */
record DigestCheck(int equal, int days, List<String> unequal) {
    static DigestCheck of(SortedMap<Long, Digest> published, Map<Long, Digest> found) {
        List<String> unequal = new ArrayList<>();
        published.forEach((day, digest) -> {
            Digest ours = found.get(day);
            if (!digest.equals(ours)) {
                unequal.add(Transaction.date(day) + " (" + digest.rows() + " rows expected, "
                        + (ours == null ? 0 : ours.rows()) + " found)");
            }
        });
        return new DigestCheck(published.size() - unequal.size(), published.size(), List.copyOf(unequal));
    }

    boolean allEqual() {
        return unequal.isEmpty();
    }
}
