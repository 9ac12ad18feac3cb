package io.millrace.processor;

import java.util.Map;

/** Sources that tests compile. */
final class Samples {
    private static final String FRAUD =
            """
            package shop;

            import io.micronaut.configuration.kafka.annotation.KafkaKey;
            import io.micronaut.configuration.kafka.annotation.Topic;
            import io.micronaut.messaging.annotation.MessageHeader;
            import io.millrace.api.*;
            import java.time.Duration;
            import java.time.Instant;
            import java.util.List;
            import java.util.UUID;
            import org.jspecify.annotations.Nullable;

            @StatefulListener("fraud")
            @OnFailure(retries = 5, backoff = "100ms", then = FailureAction.STOP)
            record FraudDetector(
                @State(ttl = "30d") LongState score,
                @State(ttl = "1h", maxEntries = 50) ListState<Payment> recent,
                @State("seen") MapState<String, Instant> lastCountries,
                ValueState<List<String>> notes,
                @Rolling({"1d", "PT720H"}) RollingState<Long, Spend> spend,
                @Rolling(value = "7d", delay = "1d", aggregate = Count.class) RollingState<Boolean, Long> risky,
                EventTimer unfreeze,
                ProcessingTimers<UUID> reminders,
                @To("alerts") Out<Alert> alerts,
                @Repartition("payments-by-terminal") KeyedOut<String, Payment> byTerminal,
                RiskModel model) {

              record Payment(String id, long cents, String terminal, Instant at) {}
              record Alert(String account, String rule, long cents) {}
              record Spend(int n, long cents) {}

              static final class Count implements Aggregate<Boolean, Long> {
                @Override public Long empty() { return 0L; }
                @Override public Long add(Long soFar, Boolean risky) { return soFar + (risky ? 1 : 0); }
              }

              @EventTime(outOfOrder = "10s", idle = "off") static long at(Payment p) { return p.at().toEpochMilli(); }

              @Topic("payments")
              void on(@KafkaKey String account, Payment p, @MessageHeader("trace") @Nullable String trace, RecordInfo info) {
                spend.add(p.cents());
                if (score.add(model.points(p)) >= 100) {
                  unfreeze.at(p.at().plus(Duration.ofHours(24)));
                  alerts.send(new Alert(account, trace + "@" + info.offset(), p.cents()));
                }
                byTerminal.send(p.terminal(), p);
              }

              @Topic({"corrections", "${topics.more}"})
              void correct(@Nullable Long cents, @KafkaKey String account, @MessageHeader("why") byte[] why) {
                if (cents != null) { score.set(cents + why.length); }
              }

              @OnTimer("unfreeze") void thaw(@KafkaKey String account, Instant due) { score.set(due.toEpochMilli()); }
              @OnTimer("reminders") void remind(UUID id) { score.set(id.getLeastSignificantBits()); }

              @Fold("spend") static Spend add(@Nullable Spend a, long cents) {
                return a == null ? new Spend(1, cents) : new Spend(a.n() + 1, a.cents() + cents);
              }
              @Unfold("spend") static Spend remove(Spend a, long cents) { return new Spend(a.n() - 1, a.cents() - cents); }
            }
            """;

    private static final String MODEL =
            """
            package shop;

            @jakarta.inject.Singleton
            class RiskModel {
              int points(FraudDetector.Payment payment) { return payment.cents() > 1000 ? 100 : 1; }
            }
            """;

    private static final String TERMINAL =
            """
            package shop;

            import io.micronaut.configuration.kafka.annotation.KafkaKey;
            import io.micronaut.configuration.kafka.annotation.Topic;
            import io.millrace.api.*;
            import org.jspecify.annotations.Nullable;

            interface Terminals {
              record Label(long tx, boolean fraud) {}
              record Risk(int n, int frauds) {}

              @StatefulListener(value = "terminal-risk", order = Order.EVENT_TIME, lateTo = "tx-late")
              record Watch(@Rolling({"1d", "7d", "30d"}) RollingState<Boolean, Risk> risk, DoubleState last) {
                @Topic("labels") @Priority(-1) void label(@KafkaKey String terminal, Label l) { risk.add(l.fraud()); }

                @Repartition("payments-by-terminal") @Priority(1)
                void on(@KafkaKey String terminal, FraudDetector.Payment p) { last.set(p.cents()); }

                @TieBreak static long seq(Label l) { return l.tx(); }
                @TieBreak(topics = "payments-by-terminal") static long cents(FraudDetector.Payment p) { return p.cents(); }
                @Fold("risk") static Risk fold(@Nullable Risk soFar, boolean fraud) {
                  return soFar == null ? new Risk(1, fraud ? 1 : 0) : new Risk(soFar.n() + 1, soFar.frauds() + (fraud ? 1 : 0));
                }
              }
            }
            """;

    /** Two listeners in a chain, with about everything that a listener can have. */
    static final Map<String, String> FRAUD_CHAIN =
            Map.of("shop/FraudDetector.java", FRAUD, "shop/RiskModel.java", MODEL, "shop/Terminals.java", TERMINAL);

    private Samples() {}
}
