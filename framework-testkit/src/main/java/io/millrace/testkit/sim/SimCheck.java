package io.millrace.testkit.sim;

import io.millrace.model.Names;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.EntryKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold at the end, computed from the input alone by the plainest means. */
final class SimCheck {
    private final SimCluster cluster;
    private final SimWorld world;
    private final boolean mayRepeat;
    private final boolean complete;
    private int repeated;

    /**
     * @param mayRepeat whether outputs are sent at least once: what comes again must be the same, and nothing else may
     *     differ
     * @param complete whether everything must be done; otherwise what is there must be right as far as it goes
     */
    SimCheck(SimCluster cluster, SimWorld world, boolean mayRepeat, boolean complete) {
        this.cluster = cluster;
        this.world = world;
        this.mayRepeat = mayRepeat;
        this.complete = complete;
    }

    /** Outputs that came again. */
    int repeated() {
        return repeated;
    }

    private List<String> once(List<String> found) {
        if (!mayRepeat) {
            return found;
        }
        List<String> distinct = found.stream().distinct().toList();
        repeated += found.size() - distinct.size();
        return distinct;
    }

    void check() {
        for (SimLog log : cluster.logsOf("in")) {
            same(
                    "G1-G3: outputs of partition " + log.partition().number(),
                    tallies(log),
                    once(texts(cluster.log(new Partition("out", log.partition().number())))));
        }
        if (world.listeners().stream().anyMatch(listener -> listener.name().equals(WindowListener.NAME))) {
            new SimWindowCheck(cluster, complete).check(accepted());
        } else {
            checkOrdered();
        }
        checkDeadLetters();
        if (complete) {
            checkNothingIsLeft();
        }
    }

    private void checkDeadLetters() {
        List<String> expected = cluster.logsOf("in").stream()
                .flatMap(log -> texts(log).stream())
                .filter(text -> Message.of(text).isPoison())
                .sorted()
                .toList();
        List<String> found = cluster.logsOf(SimListener.deadLettersOf(TallyListener.NAME)).stream()
                .flatMap(log -> texts(log).stream())
                .sorted()
                .toList();
        if (complete) {
            same("G12: dead letters", expected, found);
        } else {
            List<String> tooMany = new ArrayList<>(found);
            expected.forEach(tooMany::remove);
            world.loop().demand(tooMany.isEmpty(), "G12: dead letters of nothing, or twice: " + tooMany);
        }
    }

    /** Nobody keeps what is over: stores of tasks that moved, values that expired, transactions. */
    private void checkNothingIsLeft() {
        for (SimReplica replica : world.replicas()) {
            replica.demandNoStoreForgotten();
            replica.disks().values().forEach(SimDisk::demandAllEqualChangelog);
        }
        world.listeners().forEach(this::demandNothingExpiredIsLeft);
        for (SimLog log : cluster.logs()) {
            world.loop().demand(log.stableEnd() == log.end(), "G7: " + log.partition() + " has something open");
        }
    }

    /** The input has ended, and with it time: nothing that has an end is left, not in the changelog either. */
    private void demandNothingExpiredIsLeft(SimListener listener) {
        Set<Integer> aging = listener.plan().model().stores().stream()
                .filter(store -> store.ttlMs() >= 0)
                .map(store -> Names.storeId(store.name()))
                .collect(Collectors.toSet());
        for (SimLog log : cluster.logsOf(listener.plan().changelog())) {
            Map<ByteBuffer, EntryKey> left = new HashMap<>();
            for (InputRecord change : log.committed()) {
                byte[] entry = Objects.requireNonNull(change.key());
                left.remove(ByteBuffer.wrap(entry));
                if (change.value() != null
                        && aging.contains(EntryKey.parse(entry).store())) {
                    left.put(ByteBuffer.wrap(entry), EntryKey.parse(entry));
                }
            }
            world.loop()
                    .demand(left.isEmpty(), "ttl: " + left.size() + " expired entries are left in " + log.partition());
        }
    }

    private static List<String> texts(SimLog log) {
        return log.committed().stream()
                .map(SimCheck::text)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String text(InputRecord record) {
        byte[] value = record.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static String key(InputRecord record) {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** The fold of one input partition, output by output. */
    private static List<String> tallies(SimLog in) {
        Map<String, long[]> states = new HashMap<>();
        Map<String, String> last = new HashMap<>();
        Map<String, Aging> aging = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (InputRecord record : in.committed()) {
            String text = text(record);
            if (text == null || Message.of(text).isPoison()) {
                continue;
            }
            Message message = Message.of(text);
            long[] state = states.computeIfAbsent(message.key(), any -> new long[3]);
            state[0]++;
            state[1] += message.amount();
            state[2] = Message.chain(state[2], message.uid(), in.partition().number(), record.offset());
            String before = last.getOrDefault(message.key(), "-");
            if (state[0] % 3 == 0) {
                last.remove(message.key());
            } else {
                last.put(message.key(), Long.toString(message.uid()));
            }
            String living =
                    aging.computeIfAbsent(message.key(), any -> new Aging()).with(message);
            expected.add(
                    message.uid() + "|" + state[0] + "|" + state[1] + "|" + state[2] + "|" + before + "|" + living);
        }
        return expected;
    }

    /** State with a time to live, by forgetting nothing and looking at times. */
    private static final class Aging {
        private final List<Message> all = new ArrayList<>();
        private final Map<String, Message> groups = new TreeMap<>();
        private long fresh;
        private long freshMs = Long.MIN_VALUE;

        String with(Message message) {
            long now = message.time();
            fresh = lives(freshMs, now) ? fresh + 1 : 1;
            freshMs = Math.max(freshMs, now);
            all.add(message);
            List<Long> recent = all.subList(Math.max(0, all.size() - TallyListener.RECENT_MAX), all.size()).stream()
                    .filter(one -> lives(one.time(), now))
                    .map(Message::uid)
                    .toList();
            Message old = groups.get(message.group());
            groups.put(message.group(), old == null ? message : message.at(Math.max(old.time(), now)));
            if (old == null || !lives(old.time(), now)) {
                keepWithinLimit(message);
            }
            StringBuilder living = new StringBuilder().append(fresh).append(recent);
            groups.forEach((group, one) -> {
                if (lives(one.time(), now)) {
                    living.append(group).append('=').append(one.uid());
                }
            });
            return living.toString();
        }

        /** What is over goes with the first entry that is new; until then one that comes out of order may still find it. */
        private void keepWithinLimit(Message newest) {
            groups.values().removeIf(one -> !lives(one.time(), newest.time()));
            if (groups.size() > TallyListener.GROUPS_MAX) {
                groups.values().stream()
                        .filter(one -> one.uid() != newest.uid())
                        .min(Comparator.comparingLong(Message::time))
                        .ifPresent(oldest -> groups.remove(oldest.group()));
            }
        }

        private static boolean lives(long writtenMs, long now) {
            return writtenMs > now - TallyListener.TTL_MS;
        }
    }

    private void checkOrdered() {
        Map<String, List<Message>> byGroup = new TreeMap<>();
        accepted().forEach(message -> byGroup.computeIfAbsent(message.group(), any -> new ArrayList<>())
                .add(message));
        Map<String, List<String>> found = new TreeMap<>();
        for (SimLog out : cluster.logsOf("ordered")) {
            for (InputRecord record : out.committed()) {
                found.computeIfAbsent(key(record), any -> new ArrayList<>()).add(String.valueOf(text(record)));
            }
        }
        byGroup.forEach((group, messages) ->
                same("event-time order of " + group, ordered(messages), once(found.getOrDefault(group, List.of()))));
    }

    /** What the first listener handed on. */
    private List<Message> accepted() {
        List<Message> accepted = new ArrayList<>();
        for (SimLog in : cluster.logsOf("in")) {
            for (InputRecord record : in.committed()) {
                String text = text(record);
                if (text != null && !Message.of(text).isPoison()) {
                    accepted.add(Message.of(text));
                }
            }
        }
        return accepted;
    }

    /** By time, then uid; a timer goes before the first record that is later than it. */
    private static List<String> ordered(List<Message> messages) {
        messages.sort(Comparator.comparingLong(Message::time).thenComparingLong(Message::uid));
        List<String> expected = new ArrayList<>();
        long[] state = new long[4];
        Map<String, Long> bells = new TreeMap<>();
        for (Message message : messages) {
            ring(bells, message.time(), expected, state);
            link(expected, state, "r", message.uid(), message.time());
            bells.putIfAbsent(OrderedListener.bellOf(message), message.time() + OrderedListener.BELL_MS);
        }
        ring(bells, Long.MAX_VALUE, expected, state);
        return expected;
    }

    /** Due times first, ids of one time in their own order. */
    private static void ring(Map<String, Long> bells, long before, List<String> expected, long[] state) {
        bells.entrySet().stream()
                .filter(bell -> bell.getValue() < before)
                .sorted(Map.Entry.comparingByValue()) // stable: the map has them by id
                .forEach(bell -> link(expected, state, "t", Long.parseLong(bell.getKey()), bell.getValue()));
        bells.values().removeIf(due -> due < before);
    }

    private static void link(List<String> into, long[] state, String what, long uid, long time) {
        state[0]++;
        state[1] = Message.chain(state[1], state[0], uid, time);
        long fresh = state[3] > time - OrderedListener.TTL_MS ? state[2] : 0;
        if (what.equals("r")) {
            state[2] = ++fresh;
            state[3] = time;
        }
        into.add(what + "|" + uid + "|" + time + "|" + state[0] + "|" + state[1] + "|" + fresh);
    }

    private void same(String what, List<String> expected, List<String> found) {
        int at = 0;
        while (at < expected.size() && at < found.size() && expected.get(at).equals(found.get(at))) {
            at++;
        }
        if (complete && at < expected.size() || at < found.size()) {
            String wanted = at < expected.size() ? expected.get(at) : "nothing";
            String got = at < found.size() ? found.get(at) : "nothing";
            throw world.loop()
                    .violated(what + " differ at " + at + ": expected " + wanted + ", found " + got + " ("
                            + expected.size() + " expected, " + found.size() + " found)");
        }
    }
}
