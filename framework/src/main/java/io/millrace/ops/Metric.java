package io.millrace.ops;

import java.util.List;

/** Every metric there is, with the name it has in Micrometer. The one list: docs, dashboards and tests go by it. */
public enum Metric {
    RECORDS(
            "millrace.records",
            Kind.COUNTER,
            "",
            "Records by what became of them; ok: committed",
            "listener",
            "outcome"),
    PROCESS(
            "millrace.process",
            Kind.TIME,
            "seconds",
            "Time in handlers, decoding and ordering included; repeated work counts again",
            "listener",
            "kind"),
    COMMIT(
            "millrace.commit",
            Kind.DISTRIBUTION,
            "seconds",
            "Time from the freeze of an epoch to its write to disk",
            "listener"),
    COMMIT_RECORDS("millrace.commit.records", Kind.SUMMARY, "", "Records per commit", "listener"),
    TRANSACTIONS_ABORTED(
            "millrace.transactions.aborted",
            Kind.COUNTER,
            "",
            "Roll-backs by the code of their reason",
            "listener",
            "reason"),
    OUTPUT_RECORDS(
            "millrace.output.records",
            Kind.COUNTER,
            "",
            "Records appended to other topics, dead letters and stamps included",
            "listener"),
    LAG_RECORDS(
            "millrace.lag.records", Kind.GAUGE, "", "Records that wait in the log", "listener", "topic", "partition"),
    LAG("millrace.lag", Kind.GAUGE, "seconds", "How long they have been waiting", "listener", "topic", "partition"),
    WATERMARK_DELAY(
            "millrace.watermark.delay",
            Kind.GAUGE,
            "seconds",
            "How far event time is behind the clock",
            "listener",
            "partition"),
    WATERMARK_IDLE(
            "millrace.watermark.idle",
            Kind.GAUGE,
            "",
            "1 where time goes on without the partition",
            "listener",
            "topic",
            "partition"),
    WATERMARK_HELD(
            "millrace.watermark.held",
            Kind.GAUGE,
            "",
            "1 where a partition is left unread because it is ahead of the slowest by more than `watermark.drift-max`",
            "listener",
            "topic",
            "partition"),
    WATERMARK_DISORDER(
            "millrace.watermark.disorder",
            Kind.GAUGE,
            "seconds",
            "How far behind the highest event time records are waited for: stated, or learned",
            "listener",
            "topic",
            "partition"),
    BACKPRESSURE_RATIO(
            "millrace.backpressure.ratio",
            Kind.GAUGE,
            "",
            "Share of time in which something is left unread",
            "listener"),
    POLL_IDLE_RATIO("millrace.poll.idle.ratio", Kind.GAUGE, "", "Share of time workers wait for records", "listener"),
    STATE_SIZE("millrace.state.size", Kind.GAUGE, "bytes", "A task's store", "listener", "partition"),
    STATE_ENTRIES("millrace.state.entries", Kind.GAUGE, "", "Entries in it, estimated", "listener", "partition"),
    RESTORE_REMAINING(
            "millrace.restore.remaining",
            Kind.GAUGE,
            "",
            "Changelog records still to be replayed",
            "listener",
            "partition"),
    RESTORE("millrace.restore", Kind.DISTRIBUTION, "seconds", "Time to replay a task's changelog", "listener"),
    TIMERS_PENDING(
            "millrace.timers.pending",
            Kind.GAUGE,
            "",
            "What waits for its time in the store, estimated",
            "listener",
            "partition"),
    DLQ_RECORDS("millrace.dlq.records", Kind.COUNTER, "", "Dead letters by reason", "listener", "reason"),
    REBALANCES("millrace.rebalances", Kind.COUNTER, "", "Assigned, revoked, lost", "listener", "kind"),
    TASKS("millrace.tasks", Kind.GAUGE, "", "Tasks of this replica by state", "listener", "state"),
    ROCKSDB_MEMTABLES("millrace.rocksdb.memtables", Kind.GAUGE, "bytes", "Not yet in files", "listener", "partition"),
    ROCKSDB_COMPACTION_PENDING(
            "millrace.rocksdb.compaction.pending",
            Kind.GAUGE,
            "bytes",
            "Waits to be compacted",
            "listener",
            "partition"),
    ROCKSDB_MEMORY_USED("millrace.rocksdb.memory.used", Kind.GAUGE, "bytes", "Of the memory all stores share"),
    ROCKSDB_MEMORY_MAX("millrace.rocksdb.memory.max", Kind.GAUGE, "bytes", "Its bound");

    /** What is measured. */
    public enum Kind {
        COUNTER,
        GAUGE,
        /** A count and a sum of time. */
        TIME,
        /** A timer with buckets. */
        DISTRIBUTION,
        /** A distribution of numbers without buckets. */
        SUMMARY
    }

    private final String id;
    private final Kind kind;
    private final String unit;
    private final String text;
    private final List<String> tags;

    Metric(String id, Kind kind, String unit, String text, String... tags) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.text = text;
        this.tags = List.of(tags);
    }

    /** The name in Micrometer. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** {@code seconds}, {@code bytes}, or empty for plain numbers. */
    public String unit() {
        return unit;
    }

    /** One line for people. */
    public String text() {
        return text;
    }

    /** The names of its tags. */
    public List<String> tags() {
        return tags;
    }

    /** The names under which Prometheus has it. */
    public List<String> series() {
        String plain = id.replace('.', '_');
        String name = unit.isEmpty() ? plain : plain + "_" + unit;
        return switch (kind) {
            case COUNTER -> List.of(name + "_total");
            case GAUGE -> List.of(name);
            case TIME -> List.of(name + "_count", name + "_sum");
            case DISTRIBUTION -> List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
            case SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
        };
    }
}
