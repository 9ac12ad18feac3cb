package io.millrace.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/** Settings of internal topics: what they are made with, and what an existing one is refused for. */
enum TopicSettings {
    /** Small segments and eager compaction: what lies in the active segment is replayed in full. */
    CHANGELOG(Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "compact",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(50 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.3",
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            String.valueOf(3 * 86_400_000L))) {
        @Override
        List<String> refusals(Config actual) {
            List<String> wrong = new ArrayList<>();
            if (!value(actual, TopicConfig.CLEANUP_POLICY_CONFIG).equals("compact")) {
                wrong.add(
                        refusal(actual, TopicConfig.CLEANUP_POLICY_CONFIG, "state would be deleted, or never shrink"));
            }
            if (number(actual, TopicConfig.SEGMENT_BYTES_CONFIG) > 50 << 20) {
                wrong.add(refusal(actual, TopicConfig.SEGMENT_BYTES_CONFIG, "the active segment is replayed in full"));
            }
            if (number(actual, TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG) > 0.3) {
                wrong.add(refusal(actual, TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "restores would take long"));
            }
            return wrong;
        }
    },

    /** Kept until read: what is below the committed offset is purged. */
    REPARTITION(Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(50 << 20))) {
        private static final long RETENTION_MS_MIN = 7 * 86_400_000L;

        @Override
        List<String> refusals(Config actual) {
            List<String> wrong = new ArrayList<>();
            if (!value(actual, TopicConfig.CLEANUP_POLICY_CONFIG).equals("delete")) {
                wrong.add(refusal(actual, TopicConfig.CLEANUP_POLICY_CONFIG, "compaction would drop records unread"));
            }
            double retention = number(actual, TopicConfig.RETENTION_MS_CONFIG);
            if (retention >= 0 && retention < RETENTION_MS_MIN) {
                wrong.add(refusal(actual, TopicConfig.RETENTION_MS_CONFIG, "records could go before they are read"));
            }
            return wrong;
        }
    },

    /**
     * Bounded by size: letters carry the time of their record, so that retention by time, a week as a rule, would delete
     * those of older records within minutes.
     */
    DEAD_LETTERS(Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            String.valueOf(1 << 30))) {
        @Override
        List<String> refusals(Config actual) {
            return value(actual, TopicConfig.CLEANUP_POLICY_CONFIG).equals("delete")
                    ? List.of()
                    : List.of(
                            refusal(actual, TopicConfig.CLEANUP_POLICY_CONFIG, "letters of one key would be dropped"));
        }
    };

    private final Map<String, String> made;

    TopicSettings(Map<String, String> made) {
        this.made = made;
    }

    /** Settings of a new topic. */
    Map<String, String> made() {
        return made;
    }

    /** What is wrong with an existing one, and the setting to give it. */
    abstract List<String> refusals(Config actual);

    String refusal(Config actual, String name, String why) {
        return name + "=" + value(actual, name) + ": " + why + "; kafka-configs --alter --add-config " + name + "="
                + made.get(name);
    }

    private static String value(Config actual, String name) {
        var entry = actual.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static double number(Config actual, String name) {
        String value = value(actual, name);
        return value.isEmpty() ? 0 : Double.parseDouble(value);
    }
}
