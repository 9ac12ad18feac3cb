package io.millrace.acceptance.nexmark;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.millrace.api.Fold;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.Repartition;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** Queries 11 and 12: how often somebody bids, while he is active and per ten seconds. */
@StatefulListener("bidder-bids")
record BidderBids() {
    /** What the query calls a gap: bids so far apart are of two sessions, which here those are that are farther apart. */
    private static final long GAP_MS = 10_000;

    record Activity(long first, long last, long bids) {}

    @Repartition("bids-by-bidder")
    void on(@KafkaKey Long bidder, Bid bid) {}

    @SessionWindow(name = "activity", gap = "9999ms")
    @Fold("activity")
    static Activity add(@Nullable Activity soFar, Bid bid) {
        Activity one = new Activity(bid.at(), bid.at(), 1);
        return soFar == null ? one : merge(soFar, one);
    }

    @Merge("activity")
    static Activity merge(Activity a, Activity b) {
        return new Activity(Math.min(a.first, b.first), Math.max(a.last, b.last), a.bids + b.bids);
    }

    @OnWindow("activity")
    @To("q11")
    String over(@KafkaKey Long bidder, Activity session) {
        return bidder + "\t" + session.first() + "\t" + (session.last() + GAP_MS) + "\t" + session.bids();
    }

    @TumblingWindow(name = "counts", size = "10s")
    @Fold("counts")
    static Long count(@Nullable Long bids, Bid bid) {
        return bids == null ? 1 : bids + 1;
    }

    @OnWindow("counts")
    @To("q12")
    String counted(@KafkaKey Long bidder, WindowSpan span, Long bids) {
        return bidder + "\t" + span.start() + "\t" + span.end() + "\t" + bids;
    }
}
