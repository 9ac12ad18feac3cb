package io.millrace.demo.report;

import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.Transaction;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the service was asked.
 *
 * @param stream every transaction that was fed, in order
 * @param model what the service scored with
 * @param fittedOn the model was fitted on so many of the stream's first transactions; they are not ranked
 * @param published digests per day that must come out; empty for none
 * @param skip ids that the digests leave out
 * @param repeatsAllowed whether an answer may come more than once (at least once), as long as it is the same
 */
public record Question(
        List<Transaction> stream,
        LogisticModel model,
        int fittedOn,
        SortedMap<Long, Digest> published,
        Set<Long> skip,
        boolean repeatsAllowed) {}
