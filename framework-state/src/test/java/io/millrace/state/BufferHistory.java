package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.TypeRef;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A seeded random use of a buffer, checked at every step against plain sorted maps. */
public final class BufferHistory {
    private static final Codec<Object> LONG = Codecs.of(TypeRef.of(Long.class));
    private static final TimeRule BY_VALUE =
            new TimeRule(Domain.EVENT, value -> (Long) value, bytes -> (Long) LONG.decode(bytes));
    private static final int SINGLE = 0;
    private static final int COPIED = 1;
    private static final int MANY = 2;
    private static final int TIMED = 3;
    private static final int TIMED_SINGLE = 4;

    static final List<StoreSpec> STORES = List.of(
            new StoreSpec("single", true, LONG, true, null),
            new StoreSpec("copied", true, LONG, false, null),
            new StoreSpec("many", false, LONG, true, null),
            new StoreSpec("timed", false, LONG, true, BY_VALUE),
            new StoreSpec("timed-single", true, LONG, false, BY_VALUE));

    private final StoreEngine engine;
    private final Random random;
    private final long seed;
    private final Map<String, Integer> steps = new HashMap<>();
    private TaskStore store;
    private StateBuffer buffer;
    private TreeMap<Cell, Long> model = new TreeMap<>();
    private TreeMap<Cell, Long> kept = new TreeMap<>();
    private TreeMap<Cell, Long> committed = new TreeMap<>();
    private final Map<String, byte[]> changelog = new HashMap<>();
    private long position;

    /** An entry, in the order of due rows of one time. */
    private record Cell(int store, String key, String entryKey) implements Comparable<Cell> {
        byte[] keyBytes() {
            return key.getBytes(StandardCharsets.UTF_8);
        }

        byte[] entryKeyBytes() {
            return entryKey.getBytes(StandardCharsets.UTF_8);
        }

        byte[] entry() {
            return EntryKey.encode(STORES.get(store).id(), keyBytes(), entryKeyBytes());
        }

        @Override
        public int compareTo(Cell other) {
            return java.util.Arrays.compareUnsigned(entry(), other.entry());
        }
    }

    public BufferHistory(StoreEngine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
        random = new Random(seed);
        store = engine.open(0);
        buffer = newBuffer();
    }

    private StateBuffer newBuffer() {
        return new StateBuffer(store, STORES, 2 + random.nextInt(30));
    }

    public Map<String, Integer> steps() {
        return steps;
    }

    public void run(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
        commit();
        reopen();
        checkAll();
        store.close();
    }

    private void step() {
        int dice = random.nextInt(random.nextInt(20) == 0 ? 700 : 1000);
        if (dice < 500) {
            write();
        } else if (dice < 700) {
            read();
        } else if (dice < 760) {
            walk();
        } else if (dice < 820) {
            due();
        } else if (dice < 900) {
            keep();
        } else if (dice < 930) {
            undo();
        } else if (dice < 950) {
            prefetch();
        } else if (dice < 975) {
            commit();
        } else if (dice < 990) {
            rollback();
        } else {
            reopen();
        }
    }

    private void count(String step) {
        steps.merge(step, 1, Integer::sum);
    }

    private Cell anyCell() {
        int position = random.nextInt(STORES.size());
        String entryKey = STORES.get(position).single() ? "" : "e".repeat(random.nextInt(3)) + random.nextInt(6);
        return new Cell(position, "k".repeat(random.nextInt(3)) + random.nextInt(12), entryKey);
    }

    private void write() {
        count("write");
        Cell cell = anyCell();
        Long value = random.nextInt(4) == 0 ? null : (Long) (long) random.nextInt(400) - 100;
        buffer.select(cell.keyBytes());
        if (STORES.get(cell.store()).single()) {
            buffer.put(cell.store(), value);
        } else {
            buffer.put(cell.store(), cell.entryKeyBytes(), value);
        }
        if (value == null) {
            model.remove(cell);
        } else {
            model.put(cell, value);
        }
    }

    private void read() {
        count("read");
        Cell cell = anyCell();
        check(cell);
    }

    private void check(Cell cell) {
        buffer.select(cell.keyBytes());
        Object value = STORES.get(cell.store()).single()
                ? buffer.get(cell.store())
                : buffer.get(cell.store(), cell.entryKeyBytes());
        assertThat(value).as("seed %d %s", seed, cell).isEqualTo(model.get(cell));
    }

    private void walk() {
        count("walk");
        Cell cell = anyCell();
        if (STORES.get(cell.store()).single()) {
            return;
        }
        TreeMap<String, Long> expected = new TreeMap<>();
        model.forEach((at, value) -> {
            if (at.store() == cell.store() && at.key().equals(cell.key())) {
                expected.put(at.entryKey(), value);
            }
        });
        int most = random.nextInt(3) == 0 ? 2 : Integer.MAX_VALUE;
        List<String> seen = new ArrayList<>();
        EntryVisitor visitor = (entryKey, value) -> {
            String name = new String(entryKey, StandardCharsets.UTF_8);
            seen.add(name + "=" + value);
            // Reading other entries on the way is allowed.
            check(anyCellOf(cell));
            return seen.size() < most;
        };
        buffer.select(cell.keyBytes());
        Map<String, Long> walked =
                switch (random.nextInt(3)) {
                    case 0 -> {
                        buffer.forEachFrom(cell.store(), cell.entryKeyBytes(), visitor);
                        yield expected.tailMap(cell.entryKey(), true);
                    }
                    case 1 -> {
                        buffer.forEachBack(cell.store(), cell.entryKeyBytes(), visitor);
                        yield expected.headMap(cell.entryKey(), true).descendingMap();
                    }
                    default -> {
                        buffer.forEach(cell.store(), visitor);
                        yield expected;
                    }
                };
        assertThat(seen)
                .as("seed %d %s", seed, cell)
                .isEqualTo(walked.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .limit(most)
                        .toList());
    }

    private Cell anyCellOf(Cell cell) {
        return new Cell(cell.store(), cell.key(), "e".repeat(random.nextInt(3)) + random.nextInt(6));
    }

    private void due() {
        count("due");
        long before = random.nextInt(400) - 150;
        @Nullable DueEntry due = buffer.nextDue(Domain.EVENT, before);
        Map.Entry<Cell, Long> expected = model.entrySet().stream()
                .filter(e -> STORES.get(e.getKey().store()).times() != null && e.getValue() < before)
                .min(Map.Entry.comparingByValue())
                .orElse(null);
        if (expected == null) {
            assertThat(due).as("seed %d before %d", seed, before).isNull();
            return;
        }
        Cell cell = expected.getKey();
        assertThat(due).as("seed %d before %d: %s", seed, before, expected).isNotNull();
        assertThat(due.time()).as("seed %d", seed).isEqualTo(expected.getValue());
        assertThat(EntryKey.encode(STORES.get(due.store()).id(), due.key(), due.entryKey()))
                .as("seed %d %s", seed, cell)
                .isEqualTo(cell.entry());
        // As a timer that fires would be.
        buffer.select(due.key());
        if (STORES.get(due.store()).single()) {
            buffer.put(due.store(), null);
        } else {
            buffer.put(due.store(), due.entryKey(), null);
        }
        model.remove(cell);
    }

    private void keep() {
        count("keep");
        buffer.keep();
        kept = new TreeMap<>(model);
    }

    private void undo() {
        count("undo");
        buffer.undo();
        model = new TreeMap<>(kept);
    }

    private void prefetch() {
        count("prefetch");
        buffer.prefetch(
                List.of(anyCell().keyBytes(), anyCell().keyBytes(), anyCell().keyBytes()));
    }

    private void commit() {
        count("commit");
        keep();
        freeze();
        buffer.committed(checkpoint());
        committed = new TreeMap<>(model);
        assertThat(changelog.keySet())
                .as("changelog, seed %d", seed)
                .isEqualTo(new java.util.HashSet<>(committed.keySet().stream()
                        .map(cell -> hex(cell.entry()))
                        .toList()));
    }

    private void freeze() {
        Map<String, Integer> seen = new HashMap<>();
        buffer.freeze((entry, value) -> {
            assertThat(seen.put(hex(entry), 1))
                    .as("each entry once, seed %d", seed)
                    .isNull();
            if (value == null) {
                changelog.remove(hex(entry));
            } else {
                changelog.put(hex(entry), value);
            }
        });
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private Checkpoint checkpoint() {
        return new Checkpoint("cluster", "topic", 0, ++position, 1000 + position);
    }

    private void rollback() {
        count("rollback");
        if (random.nextBoolean()) {
            buffer.keep();
            buffer.freeze((entry, value) -> {});
        }
        buffer.rollback();
        model = new TreeMap<>(committed);
        kept = new TreeMap<>(committed);
    }

    /** As after a crash: what was not committed is gone. Sometimes the store is rebuilt with stale rows in it. */
    private void reopen() {
        count("reopen");
        store.close();
        store = engine.open(0);
        assertThat(store.checkpoint() == null ? 0 : store.checkpoint().position())
                .isEqualTo(position);
        if (random.nextBoolean()) {
            replay();
        }
        buffer = newBuffer();
        model = new TreeMap<>(committed);
        kept = new TreeMap<>(committed);
    }

    /** The tail of the changelog brings other values past the buffer, and a later chunk brings the right ones back. */
    private void replay() {
        Restorer restorer = new Restorer(store, STORES);
        for (int i = 0; i < 5; i++) {
            Cell cell = anyCell();
            restorer.apply(cell.entry(), LONG.encode((long) random.nextInt(300) - 100));
            restorer.flush(checkpoint());
            byte[] value = changelog.get(hex(cell.entry()));
            restorer.apply(cell.entry(), value);
            restorer.flush(checkpoint());
        }
    }

    private void checkAll() {
        for (Cell cell : committed.keySet()) {
            check(cell);
        }
        for (int i = 0; i < 200; i++) {
            check(anyCell());
        }
    }
}
