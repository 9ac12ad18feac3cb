package io.millrace.testkit;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.EventTimer;
import io.millrace.api.EventTimers;
import io.millrace.api.KeyedOut;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.OnTimer;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.Priority;
import io.millrace.api.ProcessingTimer;
import io.millrace.api.Repartition;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service about parcels, with one of everything that a test of it may want to see. */
final class Parcels {
    private Parcels() {}

    /** A parcel was seen somewhere. */
    @Serdeable
    record Scan(String place, Instant at) {}

    /** Something to be told about a parcel. */
    @Serdeable
    record Notice(String parcel, String what) {}

    /** What a parcel costs; given by the test. */
    interface Tariff {
        long cents(String place);
    }

    /** By parcel, as scans come. */
    @StatefulListener("tracking")
    record Tracking(
            LongState cents,
            ValueState<String> last,
            ListState<String> places,
            MapState<String, Integer> visits,
            EventTimer lost,
            EventTimers<String> stays,
            ProcessingTimer reminder,
            @To("notices") Out<Notice> notices,
            @Repartition("by-place") KeyedOut<String, Scan> byPlace,
            Tariff tariff) {
        @EventTime(outOfOrder = "10s")
        static long at(Scan scan) {
            return scan.at().toEpochMilli();
        }

        @Topic("scans")
        void on(@KafkaKey String parcel, Scan scan) {
            cents.add(tariff.cents(scan.place()));
            places.add(scan.place());
            Integer before = visits.get(scan.place());
            visits.put(scan.place(), before == null ? 1 : before + 1);
            last.set(scan.place());
            lost.after(Duration.ofHours(1));
            stays.after(scan.place(), Duration.ofMinutes(30));
            reminder.after(Duration.ofMinutes(5));
            notices.send(new Notice(parcel, scan.place()));
            byPlace.send(scan.place(), scan);
        }

        @OnTimer("lost")
        void lost(@KafkaKey String parcel) {
            notices.send(new Notice(parcel, "lost behind " + last.get()));
        }

        @OnTimer("stays")
        void stays(@KafkaKey String parcel, String place) {
            notices.send(new Notice(parcel, "stays at " + place));
        }

        @OnTimer("reminder")
        void remind(@KafkaKey String parcel) {
            notices.send(new Notice(parcel, "reminder"));
        }
    }

    /** By place, in the order of time. */
    @StatefulListener(value = "traffic", order = Order.EVENT_TIME, lateTo = "scans-late")
    record Traffic(LongState seen, ValueState<Boolean> closed, @To("traffic") Out<String> out) {
        @EventTime
        static long at(Scan scan) {
            return scan.at().toEpochMilli();
        }

        @Topic("closures")
        @Priority(0)
        void close(@KafkaKey String place, String why) {
            closed.set(true);
        }

        @Repartition("by-place")
        @Priority(1)
        void on(@KafkaKey String place, Scan scan) {
            out.send(seen.add(1)
                    + (closed.orElse(false) ? " closed " : " ")
                    + scan.at().getEpochSecond());
        }
    }

    /** Does not take everything. */
    @StatefulListener("picky")
    record Picky(LongState taken, @To("taken") Out<Long> out) {
        @Topic("words")
        void on(@KafkaKey String key, @Nullable String word) {
            taken.add(1);
            if (word == null || word.isEmpty()) {
                throw new IllegalStateException("no word");
            }
            out.send(taken.get());
        }
    }
}
