package io.millrace.sample.fraud;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.Priority;
import io.millrace.api.Repartition;
import io.millrace.api.Rolling;
import io.millrace.api.RollingState;
import io.millrace.api.StatefulListener;
import io.millrace.api.TieBreak;
import io.millrace.api.To;
import io.millrace.api.Unfold;
import org.jspecify.annotations.Nullable;

/** Then, by terminal and in event-time order: the frauds known by now, the features, the score, the alerts. */
@StatefulListener(value = "terminal-risk", order = Order.EVENT_TIME)
record TerminalRisk(
        @Rolling({"1d", "7d", "30d"}) RollingState<Boolean, Risk> risk,
        @To("features") Out<Features> features,
        @To("scores") Out<Score> scores,
        @To("alerts") Out<Alert> alerts,
        RiskModel model,
        AlertRule rule) {

    @EventTime(idle = "30s")
    static long at(Label label) {
        return label.at();
    }

    @EventTime
    static long at(Spent spent) {
        return spent.transaction().at();
    }

    @TieBreak
    static long id(Spent spent) {
        return spent.transaction().id();
    }

    /** A label that becomes known at the very instant of a transaction counts for it. */
    @Topic("labels")
    @Priority(0)
    void label(@KafkaKey String terminal, Label label) {
        risk.add(label.fraud());
    }

    @Repartition("by-terminal")
    @Priority(1)
    void on(@KafkaKey String terminal, Spent spent) {
        Transaction transaction = spent.transaction();
        Risk week = Risk.of(risk.get("7d"));
        Features found = Features.of(spent, Risk.of(risk.get("1d")), week, Risk.of(risk.get("30d")));
        features.send(found);
        scores.send(
                new Score(transaction.id(), transaction.at(), transaction.customer(), model.score(transaction, found)));
        String broken = rule.broken(transaction, spent.month(), week);
        if (broken != null) {
            alerts.send(new Alert(
                    transaction.id(), transaction.at(), transaction.customer(), terminal, broken, transaction.cents()));
        }
    }

    @Fold("risk")
    static Risk add(@Nullable Risk sum, Boolean fraud) {
        Risk known = Risk.of(sum);
        return new Risk(known.count() + 1, known.frauds() + (fraud ? 1 : 0));
    }

    @Unfold("risk")
    static Risk remove(Risk sum, Boolean fraud) {
        return new Risk(sum.count() - 1, sum.frauds() - (fraud ? 1 : 0));
    }
}
