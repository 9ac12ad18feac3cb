package io.millrace.demo.truth;

import java.time.DayOfWeek;
import java.util.function.ToDoubleBiFunction;

/** What a logistic model may look at, under the names the model file uses. */
public enum ModelInput {
    TX_AMOUNT((tx, f) -> tx.cents() / 100.0),
    TX_DURING_WEEKEND((tx, f) -> weekend(tx) ? 1 : 0),
    TX_DURING_NIGHT((tx, f) -> tx.hour() <= 6 ? 1 : 0),
    CUSTOMER_ID_NB_TX_1DAY_WINDOW(count(Feature.C1N)),
    CUSTOMER_ID_AVG_AMOUNT_1DAY_WINDOW(average(Feature.C1S, Feature.C1N)),
    CUSTOMER_ID_NB_TX_7DAY_WINDOW(count(Feature.C7N)),
    CUSTOMER_ID_AVG_AMOUNT_7DAY_WINDOW(average(Feature.C7S, Feature.C7N)),
    CUSTOMER_ID_NB_TX_30DAY_WINDOW(count(Feature.C30N)),
    CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW(average(Feature.C30S, Feature.C30N)),
    TERMINAL_ID_NB_TX_1DAY_WINDOW(count(Feature.T1N)),
    TERMINAL_ID_RISK_1DAY_WINDOW(risk(Feature.T1F, Feature.T1N)),
    TERMINAL_ID_NB_TX_7DAY_WINDOW(count(Feature.T7N)),
    TERMINAL_ID_RISK_7DAY_WINDOW(risk(Feature.T7F, Feature.T7N)),
    TERMINAL_ID_NB_TX_30DAY_WINDOW(count(Feature.T30N)),
    TERMINAL_ID_RISK_30DAY_WINDOW(risk(Feature.T30F, Feature.T30N));

    private final ToDoubleBiFunction<Transaction, Features> value;

    ModelInput(ToDoubleBiFunction<Transaction, Features> value) {
        this.value = value;
    }

    double of(Transaction transaction, Features features) {
        return value.applyAsDouble(transaction, features);
    }

    private static boolean weekend(Transaction transaction) {
        DayOfWeek day = Transaction.date(transaction.day()).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private static ToDoubleBiFunction<Transaction, Features> count(Feature count) {
        return (tx, f) -> f.get(count);
    }

    /** Average in units, not cents; the count includes the transaction itself, so it is never 0. */
    private static ToDoubleBiFunction<Transaction, Features> average(Feature sum, Feature count) {
        return (tx, f) -> f.get(sum) / 100.0 / f.get(count);
    }

    private static ToDoubleBiFunction<Transaction, Features> risk(Feature frauds, Feature count) {
        return (tx, f) -> f.get(count) == 0 ? 0 : (double) f.get(frauds) / f.get(count);
    }
}
