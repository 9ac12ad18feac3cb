package io.millrace.acceptance.nexmark;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.HoppingWindow;
import io.millrace.api.KeyedOut;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.Repartition;
import io.millrace.api.StatefulListener;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** The bids of each auction: the first stage of queries 5 and 7, keyed on by window; and for 11 and 12 by bidder. */
@StatefulListener("auction-bids")
record AuctionBids(
        @Repartition("bids-by-bidder") KeyedOut<Long, Bid> byBidder,
        @Repartition("popular-by-window") KeyedOut<Long, Popularity> popular,
        @Repartition("highest-by-window") KeyedOut<Long, Bid> highest) {

    @EventTime
    static long at(Bid bid) {
        return bid.at();
    }

    @Topic("bids")
    void on(@KafkaKey Long auction, Bid bid) {
        byBidder.send(bid.bidder(), bid);
    }

    @HoppingWindow(name = "popularity", size = "10s", slide = "5s")
    @Fold("popularity")
    static Long count(@Nullable Long bids, Bid bid) {
        return bids == null ? 1 : bids + 1;
    }

    @Merge("popularity")
    static Long sum(Long earlier, Long later) {
        return earlier + later;
    }

    @OnWindow("popularity")
    void counted(@KafkaKey Long auction, WindowSpan span, Long bids) {
        popular.send(span.end(), new Popularity(auction, bids));
    }

    @TumblingWindow(name = "highest", size = "10s")
    @Fold("highest")
    static Bid higher(@Nullable Bid highest, Bid bid) {
        return highest == null || bid.price() > highest.price() ? bid : highest;
    }

    @OnWindow("highest")
    void found(@KafkaKey Long auction, WindowSpan span, Bid bid) {
        highest.send(span.end(), bid);
    }
}
