package io.millrace.config;

import static io.millrace.config.Setting.Scope.INPUT;
import static io.millrace.config.Setting.Scope.LISTENER;
import static io.millrace.config.Setting.Scope.SERVICE;
import static io.millrace.config.Setting.Scope.STORE;
import static io.millrace.config.Setting.Scope.WINDOW;

import io.millrace.api.FailureAction;
import io.millrace.engine.NegativeTime;
import io.millrace.model.SpanModel;
import io.millrace.model.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every setting there is. What is not here is refused as unknown; the reference page is written from here. */
public final class Settings {
    private static final List<Setting<?>> ALL = new ArrayList<>();

    /** How a replica is a member of its consumer group. */
    public enum MembershipMode {
        STATIC,
        DYNAMIC,
        CONSUMER
    }

    /** Which missing topics are made at a start. */
    public enum Provisioning {
        INTERNAL,
        ALL,
        NONE
    }

    /** What outputs wait for. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** Where a broker for development comes from. */
    public enum DevelopmentBroker {
        AUTO,
        PROCESS,
        TESTCONTAINERS,
        OFF
    }

    public static final Setting<String> APPLICATION_ID = service(
            "application-id",
            Form.TEXT,
            null,
            "What groups, topics and transactional ids begin with; `micronaut.application.name` if it is not set.");
    public static final Setting<String> STATE_DIR = service(
            "state-dir",
            Form.TEXT,
            null,
            "Where state is kept on this replica: `/var/lib/millrace`, in development `target/millrace/state`.");
    public static final Setting<Long> STATE_MEMORY = service(
            "state-memory",
            Form.bytes(32L << 20),
            null,
            "Memory for all stores of this replica together, blocks and write buffers; by default half of what heap and"
                    + " virtual machine leave of the container's limit, 32m to 4g.");
    public static final Setting<String> INSTANCE = service(
            "instance", Form.TEXT, null, "This replica's name, the same after a restart: makes it a static member.");
    public static final Setting<MembershipMode> MEMBERSHIP = service(
            "membership",
            Form.choice(MembershipMode.class),
            null,
            "How the replica is a member of its groups: `static` with an instance, else `dynamic`; `consumer` leaves"
                    + " the assignment to the broker.");
    public static final Setting<Boolean> LEAVE_ON_STOP = service(
            "leave-on-stop",
            Form.FLAG,
            "false",
            "Whether a static member gives its tasks to others when it is stopped, as others always do. Without it they"
                    + " wait for its return, until the session is over: right for a restart, wrong for fewer replicas.");
    public static final Setting<Long> SESSION_TIMEOUT = service(
            "session-timeout",
            Form.duration(1_000),
            null,
            "After which a silent replica is replaced: 30 s static, 10 s dynamic; the broker's with `consumer`.");
    public static final Setting<String> FAILPOINT = service(
            "failpoint", Form.TEXT, null, "For tests: the process halts when it comes to this point, as `NAME@N`.");

    public static final Setting<String> RESET = service(
            "reset",
            Form.TEXT,
            null,
            "For one start, on the command line: listeners, with commas between, whose state is deleted and whose inputs are"
                    + " read again from `start-at` on. All replicas must be stopped; the process ends when it is done.");

    public static final Setting<Provisioning> TOPICS_PROVISION = service(
            "topics.provision",
            Form.choice(Provisioning.class),
            "internal",
            "Which missing topics are made. Inputs and outputs are made in development too.");
    public static final Setting<Integer> TOPICS_REPLICATION_FACTOR = service(
            "topics.replication-factor",
            Form.number(-1, 32_767),
            "-1",
            "Replicas of topics that are made; -1: the broker's default.");
    public static final Setting<Boolean> TOPICS_ALLOW_LOW_REPLICATION = service(
            "topics.allow-low-replication",
            Form.FLAG,
            "false",
            "Accepts internal topics with fewer than three replicas outside development.");
    public static final Setting<Integer> TOPICS_PARTITIONS =
            service("topics.partitions", Form.number(1, 10_000), "4", "Partitions of inputs made in development.");
    public static final Setting<Long> TOPICS_CHECK_INTERVAL = service(
            "topics.check-interval",
            Form.duration(100),
            "10s",
            "How often a running listener looks whether its topics are still the same.");
    public static final Setting<DevelopmentBroker> DEV_BROKER = service(
            "dev.broker",
            Form.choice(DevelopmentBroker.class),
            "auto",
            "The broker of a service that names none and has millrace-dev on its class path.");

    public static final Setting<Boolean> BOUNDED =
            in(INPUT, "bounded", Form.FLAG, "false", "Marks are accepted on this topic: of its time, and of its end.");

    public static final Setting<WatermarkStrategy> INPUT_STRATEGY = input(
            "watermark.strategy",
            Form.choice(WatermarkStrategy.class),
            "What its event time and watermark follow from; the annotation's if it is not set. `punctuated` needs a"
                    + " `@Watermark` method, `ingestion` a topic with `message.timestamp.type=LogAppendTime`.");
    public static final Setting<Long> INPUT_OUT_OF_ORDER = input(
            "watermark.out-of-order",
            Form.duration(0),
            "As the listener's, for this topic alone; the least that is learned with `adaptive`.");
    public static final Setting<Long> INPUT_OUT_OF_ORDER_MAX = input(
            "watermark.out-of-order-max",
            Form.duration(0),
            "The most that is learned with `adaptive`; the annotation's if it is not set.");
    public static final Setting<Integer> INPUT_ON_TIME = input(
            "watermark.on-time",
            Form.SHARE,
            "The share of records to be kept on time; makes the strategy `adaptive` unless one is set. The annotation's if"
                    + " it is not set.");
    public static final Setting<Long> INPUT_IDLE =
            input("watermark.idle", Form.durationOrOff(), "As the listener's, for this topic alone.");
    public static final Setting<Long> INPUT_DRIFT_MAX =
            input("watermark.drift-max", Form.durationOrOff(), "As the listener's, for this topic alone.");

    public static final Setting<Boolean> ENABLED =
            listener("enabled", Form.FLAG, "true", "Whether this replica runs the listener.");
    public static final Setting<Integer> THREADS =
            listener("threads", Form.number(1, 256), "1", "Workers of the listener on this replica.");
    public static final Setting<Guarantee> GUARANTEE = listener(
            "guarantee",
            Form.choice(Guarantee.class),
            "exactly-once",
            "With `at-least-once` state stays exact, but outputs go out at once and may repeat after a crash.");
    public static final Setting<Long> COMMIT_INTERVAL =
            listener("commit-interval", Form.duration(0), "100ms", "How long changes wait for their commit at most.");
    public static final Setting<Long> STAMP_INTERVAL = listener(
            "stamp-interval",
            Form.durationOrAuto(),
            "auto",
            "The least time between two watermark stamps of a worker in each re-keyed topic; 0ms: with each commit;"
                    + " auto: with each commit up to 1,000 stamps per second and listener, beyond that every second.");
    public static final Setting<Long> START_AT = listener(
            "start-at",
            Form.startAt(),
            "earliest",
            "Where an input begins that has no committed offset, by the time of its records: on the first start, or when it"
                    + " is added. A listener with state and without offsets does not start; see `reset`.");
    public static final Setting<Long> OUT_OF_ORDER = listener(
            "watermark.out-of-order",
            Form.duration(0),
            "0ms",
            "How far a record may lie behind its partition's highest event time without being late.");
    public static final Setting<Long> IDLE = listener(
            "watermark.idle",
            Form.durationOrOff(),
            "30s",
            "After how long without data a partition no longer holds back the watermark.");
    public static final Setting<Long> DRIFT_MAX = listener(
            "watermark.drift-max",
            Form.durationOrOff(),
            "off",
            "How far a partition may run ahead, in event time, of the slowest of its worker that has something to read;"
                    + " further ahead it is left unread until the slowest has come nearer.");
    public static final Setting<Long> FUTURE_MAX = listener(
            "watermark.future-max",
            Form.durationOrOff(),
            "1h",
            "How far an `@EventTime` or `@Watermark` may lie ahead of its record's timestamp. What is further ahead is invalid (see"
                    + " `invalid.time`) and does not move the watermark; timestamps themselves are the broker's to bound"
                    + " (`message.timestamp.after.max.ms`).");

    public static final Setting<Integer> RETRIES =
            listener("on-failure.retries", Form.number(0, 1_000), "3", "Further attempts after a handler has thrown.");
    public static final Setting<Long> BACKOFF = listener(
            "on-failure.backoff", Form.duration(0), "200ms", "Pause before the first retry; it doubles each time.");
    public static final Setting<Long> BACKOFF_MAX =
            listener("on-failure.backoff-max", Form.duration(0), "10s", "The longest pause between two attempts.");
    public static final Setting<Long> TRANSIENT_FOR = listener(
            "on-failure.transient-for",
            Form.duration(0),
            "5m",
            "How long exceptions that the handler declares transient are retried.");
    public static final Setting<FailureAction> THEN = listener(
            "on-failure.then",
            Form.choice(FailureAction.class),
            "dead-letter",
            "What follows when all attempts have failed.");

    public static final Setting<FailureAction> INVALID_KEY = invalid("null-key", "a record without a key");
    public static final Setting<FailureAction> INVALID_BYTES =
            invalid("undecodable", "key or value that no serde can read");
    public static final Setting<FailureAction> INVALID_TOMBSTONE =
            invalid("tombstone", "a null value whose handler does not take `@Nullable`");
    public static final Setting<FailureAction> INVALID_TIME =
            invalid("time", "an event time or watermark that cannot be told, or lies in the future");
    public static final Setting<NegativeTime> INVALID_NEGATIVE = listener(
            "invalid.negative-time",
            Form.choice(NegativeTime.class),
            "dead-letter",
            "What becomes of an event time before 1970. `take`: it is one like others; what is sent for it bears 1970, because"
                    + " Kafka knows no earlier timestamp.");
    public static final Setting<FailureAction> INVALID_MISSING = invalid(
            "missing-timestamp",
            "a record without timestamp (-1, as very old producers send) where that is its event time");

    public static final Setting<Integer> TRANSACTION_RECORDS_MAX = listener(
            "transaction-records-max",
            Form.number(1, 10_000_000),
            "50000",
            "Records and timers handled in one transaction at most.");
    public static final Setting<Integer> TURN_RECORDS_MAX = listener(
            "turn-records-max",
            Form.number(1, 1_000_000),
            "2000",
            "Records and timers handled per task between two polls at most.");
    public static final Setting<Integer> BUFFER_ENTRIES_MAX = listener(
            "buffer-entries-max",
            Form.number(1, 100_000_000),
            "200000",
            "Keys kept as live objects per task; more changed ones force a commit.");
    public static final Setting<Integer> ORDER_RECORDS_MAX = listener(
            "order-records-max",
            Form.number(1, 100_000_000),
            "200000",
            "Records per task that may wait for the watermark before partitions that are ahead are paused.");
    public static final Setting<Integer> ORDER_HEAP_BYTES_MAX = listener(
            "order-heap-bytes-max",
            Form.number(1_000, Integer.MAX_VALUE),
            "67108864",
            "What records that wait for the watermark may take of the heap per worker; beyond it they wait on the local"
                    + " disk.");
    public static final Setting<Integer> RECORD_BYTES_MAX = listener(
            "record-bytes-max", Form.number(1_000, 100_000_000), "1000000", "The largest output or state value.");

    public static final Setting<Integer> WARM_UP_RECORDS = listener(
            "warm-up.records",
            Form.number(0, Integer.MAX_VALUE),
            "1000",
            "How many changelog records of a task a replica may lack when the task is taken from its owner and given to"
                    + " it. One that lacks more fetches them first, while the owner works on.");
    public static final Setting<Long> WARM_UP_MAX = listener(
            "warm-up.max",
            Form.duration(0),
            "10m",
            "How long a replica fetches the state of tasks that are still another's before it takes them over without;"
                    + " 0: it does not.");

    public static final Setting<Long> HAND_OVER_MAX = listener(
            "hand-over.max",
            Form.duration(0),
            "10s",
            "How long a replica that leaves works on until others have the state of its tasks; 0: it leaves at once. What"
                    + " stops it from outside must wait 10 s longer.");

    public static final Setting<Long> TTL = in(
            STORE,
            "ttl",
            Form.durationOrOff(),
            null,
            "How long an entry lives after its last write, in event time; the annotation's if it is not set.");
    public static final Setting<Integer> MAX_ENTRIES = in(
            STORE,
            "max-entries",
            Form.number(0, Integer.MAX_VALUE),
            null,
            "The most entries of a list or map, 0 for no limit; the annotation's if it is not set.");

    public static final Setting<Long> SIZE = in(
            WINDOW,
            "size",
            Form.duration(1),
            null,
            "How long a tumbling, hopping, sliding or cumulating window is; the annotation's if it is not set. What is open closes as it was"
                    + " opened; windows that share panes must be given a new name.");
    public static final Setting<Long> SLIDE = in(
            WINDOW,
            "slide",
            Form.duration(1),
            null,
            "The time from the start of a hopping window to the next; the annotation's if it is not set.");
    public static final Setting<Long> STEP = in(
            WINDOW,
            "step",
            Form.duration(1),
            null,
            "By how much a cumulating window grows; the annotation's if it is not set.");
    public static final Setting<Long> GAP = in(
            WINDOW,
            "gap",
            Form.duration(1),
            null,
            "The silence after which a session is over; the annotation's if it is not set.");
    public static final Setting<Long> ALLOWED_LATENESS = in(
            WINDOW,
            "allowed-lateness",
            Form.duration(0),
            null,
            "For how long after its close a window takes records that come late; the annotation's if it is not set.");

    private Settings() {}

    /** Whether windows of that kind have the setting. */
    static boolean of(SpanModel span, Setting<?> setting) {
        return switch (span.kind()) {
            case TUMBLING, SLIDING -> setting == SIZE || setting == ALLOWED_LATENESS;
            case HOPPING -> setting == SIZE || setting == SLIDE || setting == ALLOWED_LATENESS;
            case CUMULATING -> setting == SIZE || setting == STEP || setting == ALLOWED_LATENESS;
            case SESSION -> setting == ALLOWED_LATENESS || setting == GAP && !span.gapByRecord();
            case HIERARCHY, CUSTOM -> setting == ALLOWED_LATENESS;
            case GLOBAL, COUNT -> false;
        };
    }

    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> Setting<T> service(String name, Form<T> form, @Nullable String standard, String meaning) {
        return in(SERVICE, name, form, standard, meaning);
    }

    private static <T> Setting<T> input(String name, Form<T> form, String meaning) {
        return in(INPUT, name, form, null, meaning);
    }

    private static <T> Setting<T> listener(String name, Form<T> form, String standard, String meaning) {
        return in(LISTENER, name, form, standard, meaning);
    }

    private static Setting<FailureAction> invalid(String name, String what) {
        return listener(
                "invalid." + name, Form.choice(FailureAction.class), "dead-letter", "What becomes of " + what + ".");
    }

    private static <T> Setting<T> in(
            Setting.Scope scope, String name, Form<T> form, @Nullable String standard, String meaning) {
        Setting<T> setting = new Setting<>(scope, name, form, standard, meaning);
        ALL.add(setting);
        return setting;
    }
}
