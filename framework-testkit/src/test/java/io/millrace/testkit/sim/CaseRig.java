package io.millrace.testkit.sim;

import io.millrace.api.FailureAction;
import io.millrace.engine.CommitNote;
import io.millrace.engine.EngineSettings;
import io.millrace.engine.NegativeTime;
import io.millrace.model.Names;
import io.millrace.model.WindowModel;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.state.EntryKey;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A service of one listener and one task over the simulated cluster, to which a case is told step by step. */
final class CaseRig {
    private static final long PATIENCE_MS = 120_000;
    private static final long QUIET_MS = 200;

    /** Cases know times before 1970. */
    private static final EngineSettings SETTINGS = new Bounds()
            .invalidTimes(NegativeTime.TAKE, FailureAction.DEAD_LETTER)
            .settings();

    private static final Partition IN = new Partition("in", 0);

    private final SimLoop loop = new SimLoop(1);
    private final SimCluster cluster = new SimCluster(loop, true);
    private final SimWorld world;
    private final SimBinding listener;
    private final long zeroMs;
    private final Map<String, Integer> seen = new HashMap<>();

    /** A committed record; its timestamp is the window's or the event's. */
    record Written(String key, String value, long timestamp, Headers headers) {}

    CaseRig(WindowModel window, CaseFold fold) {
        this(new CaseListener(window, fold), Math.max(window.span().slide(), 1_000));
    }

    /**
     * @param cycleMs the wall clock's zero is a multiple of it
     */
    CaseRig(SimBinding listener, long cycleMs) {
        this.listener = listener;
        Set<String> topics = new TreeSet<>(Set.of("late"));
        listener.model().inputs().forEach(input -> topics.add(input.name()));
        listener.model().outputs().forEach(output -> topics.add(output.topic()));
        topics.forEach(topic -> cluster.topic(topic, 1));
        SimOptions options = new SimOptions(1, 1, 1, 0, Adversity.of(1), true, true, SETTINGS, SimMutation.NONE);
        world = new SimWorld(loop, cluster, SimTrouble.NONE, options, List.of(listener));
        world.replicas().get(0).start();
        settle();
        zeroMs = (loop.clock().wallMs() / cycleMs + 1) * cycleMs;
    }

    /** The wall clock's zero, for cases in processing time. */
    long zeroMs() {
        return zeroMs;
    }

    /** The record's body tells the time, which may lie before 1970. */
    void event(String key, CaseFold.Event event) {
        long timestamp = Math.max(0, event.time());
        append(new OutputRecord("in", 0, bytes(key), bytes(event.toString()), timestamp, Headers.NONE));
        settle();
    }

    /** Exclusive; {@code Long.MAX_VALUE} ends the input. */
    void watermark(long watermark) {
        stamp("in", watermark, watermark == Long.MAX_VALUE ? InputStatus.ENDED : InputStatus.ACTIVE);
        settle();
    }

    /** What the one producer of a re-keyed input says; taken with whatever is taken next. */
    void stamp(String topic, long watermark, InputStatus status) {
        Stamp stamp = new Stamp("case", 1, List.of(new Stamp.TaskStamp(0, watermark, status)));
        append(new OutputRecord(
                topic, 0, null, null, 0, Headers.of(List.of(new Header(Stamp.HEADER, stamp.encode())))));
    }

    /** Many at once, so that they come with one poll or a few. */
    void events(List<OutputRecord> records) {
        records.forEach(this::append);
        settle();
    }

    /** What was committed beside the input's offset; null before the first commit. */
    @Nullable
    CommitNote note() {
        CommittedOffset committed = cluster.committed(IN);
        return CommitNote.isOurs(committed) ? CommitNote.of(committed) : null;
    }

    private void append(OutputRecord record) {
        cluster.produce(new Partition(record.topic(), 0), record, null);
    }

    /** How much time there is until then. */
    long leftMs(long wallMs) {
        return wallMs - loop.clock().wallMs();
    }

    void untilMs(long wallMs) {
        loop.runMs(Math.max(0, leftMs(wallMs)));
        settle();
    }

    /** Kills the process, sometimes its disk's newest writes too, and waits until another runs. */
    void restart() {
        world.replicas().get(0).kill();
        settle();
    }

    /** Until all is taken and committed. */
    void settle() {
        long quietMs = 0;
        for (long waited = 0; waited < PATIENCE_MS && quietMs < QUIET_MS; waited += 20) {
            loop.runMs(20);
            cluster.tick();
            quietMs = isDone() ? quietMs + 20 : 0;
        }
        loop.demand(quietMs >= QUIET_MS, "not settled");
    }

    private boolean isDone() {
        return cluster.transactions().allOpen().isEmpty()
                && !world.replicas().get(0).running(listener.model().name()).isEmpty()
                && listener.model().inputs().stream().allMatch(input -> isRead(new Partition(input.name(), 0)));
    }

    private boolean isRead(Partition partition) {
        CommittedOffset committed = cluster.committed(partition);
        long read = CommitNote.isOurs(committed) ? CommitNote.of(committed).next() : 0;
        return cluster.log(partition).fetch(read, 1).records().isEmpty();
    }

    /** What was committed to that topic since this was last asked. */
    List<Written> written(String topic) {
        List<Written> all = new ArrayList<>();
        for (InputRecord record : cluster.log(new Partition(topic, 0)).committed()) {
            all.add(new Written(text(record.key()), text(record.value()), record.timestamp(), record.headers()));
        }
        Integer before = seen.put(topic, all.size());
        return all.subList(before == null ? 0 : before, all.size());
    }

    /** Entries of windows that the changelog still holds. */
    long entriesLeft() {
        Map<ByteBuffer, Boolean> live = new HashMap<>();
        String changelog = SimListener.changelogOf(listener.model().name());
        for (InputRecord change : cluster.log(new Partition(changelog, 0)).committed()) {
            live.put(ByteBuffer.wrap(Objects.requireNonNull(change.key())), change.value() != null);
        }
        Set<Integer> own = Set.of(Names.storeId("millrace:inputs"), Names.storeId("millrace:stores"));
        return live.entrySet().stream()
                .filter(Map.Entry::getValue)
                .filter(entry ->
                        !own.contains(EntryKey.parse(entry.getKey().array()).store()))
                .count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
