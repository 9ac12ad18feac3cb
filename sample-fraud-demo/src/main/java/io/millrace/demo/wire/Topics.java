package io.millrace.demo.wire;

import java.util.List;

/** The names that driver and service agree on. */
public final class Topics {
    public static final String TRANSACTIONS = "transactions";
    public static final String LABELS = "labels";
    public static final String FEATURES = "features";
    public static final String SCORES = "scores";
    public static final String ALERTS = "alerts";

    /** What the driver feeds. */
    public static final List<String> INPUTS = List.of(TRANSACTIONS, LABELS);
    /** What the driver reads back. */
    public static final List<String> OUTPUTS = List.of(FEATURES, SCORES, ALERTS);

    /** Reports beside the answers: the driver compares nothing of theirs, so they are switched off. */
    public static final List<String> REPORTS = List.of("card-activity", "alert-rate");

    /** The service's groups, internal topics and transactional ids all begin so. */
    public static final String SERVICE_PREFIX = "fraud-";

    /** Reads {@link #TRANSACTIONS}. */
    public static final String SPEND_GROUP = "fraud-customer-spend";
    /** Reads {@link #LABELS} and the re-keyed transactions. */
    public static final String RISK_GROUP = "fraud-terminal-risk";

    /** What the first listener sends to the second, keyed anew. */
    public static final String REKEYED = "fraud-customer-spend-by-terminal-repartition";

    /** Where the service puts what it cannot handle. */
    public static final List<String> DEAD_LETTERS = List.of(SPEND_GROUP + "-dlq", RISK_GROUP + "-dlq");

    /** So many listeners of the service run, each with a task per partition. */
    public static final int LISTENERS = 2;

    /** Header of the end-of-input mark; its value is the topic's name. */
    public static final String END_HEADER = "millrace.end";

    private Topics() {}
}
