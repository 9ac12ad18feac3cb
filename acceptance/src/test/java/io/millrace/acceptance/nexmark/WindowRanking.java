package io.millrace.acceptance.nexmark;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.Repartition;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The second stage of queries 5 and 7. A key is the end of a window, its values what the auctions sent at that window's last
 * instant, so that one short window holds them all.
 */
@StatefulListener("window-ranking")
record WindowRanking() {
    /** The most bids, and who got so many. */
    record Top(long bids, List<Long> auctions) {}

    @Repartition("popular-by-window")
    void on(@KafkaKey Long end, Popularity auction) {}

    @TumblingWindow(name = "top", size = "1s")
    @Fold("top")
    static Top better(@Nullable Top top, Popularity auction) {
        if (top == null || auction.bids() > top.bids()) {
            return new Top(auction.bids(), List.of(auction.auction()));
        }
        return auction.bids() < top.bids()
                ? top
                : new Top(
                        top.bids(),
                        Stream.concat(top.auctions().stream(), Stream.of(auction.auction()))
                                .toList());
    }

    @OnWindow("top")
    @To("q5")
    List<String> hottest(@KafkaKey Long end, Top top) {
        return top.auctions().stream()
                .map(auction -> end + "\t{\"auction\":" + auction + ",\"num\":" + top.bids() + "}")
                .toList();
    }

    @Repartition("highest-by-window")
    void on(@KafkaKey Long end, Bid bid) {}

    @TumblingWindow(name = "highest", size = "1s")
    @Fold("highest")
    static Bid higher(@Nullable Bid highest, Bid bid) {
        return AuctionBids.higher(highest, bid);
    }

    @OnWindow("highest")
    @To("q7")
    Bid highest(@KafkaKey Long end, Bid bid) {
        return bid;
    }
}
