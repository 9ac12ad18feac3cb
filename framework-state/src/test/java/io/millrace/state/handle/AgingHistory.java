package io.millrace.state.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.ValueState;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.CurrentCall;
import io.millrace.state.DueEntry;
import io.millrace.state.Restorer;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.memory.MemoryStores;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A seeded random use of stores with a time to live, at times out of order, each answer compared with plain lists that
 * forget nothing. Sweeps, commits, rollbacks, restarts and rebuilds from the changelog happen anywhere in between.
 */
final class AgingHistory implements CurrentCall {
    private static final int TTL_MS = 300;
    private static final int DISORDER_MS = 40;
    private static final int MAP_MAX = 4;
    private static final int LIST_MAX = 50;
    private static final TypeModel LONG = new TypeModel("java.lang.Long", List.of(), true);
    private static final TypeModel BYTES = new TypeModel("byte[]", List.of(), false);
    private static final List<StoreModel> MODELS = List.of(
            new StoreModel("number", StoreKind.LONG, List.of(), TTL_MS, 0, null),
            new StoreModel("copied", StoreKind.VALUE, List.of(BYTES), TTL_MS, 0, null),
            new StoreModel("map", StoreKind.MAP, List.of(LONG, LONG), TTL_MS, MAP_MAX, null),
            new StoreModel("list", StoreKind.LIST, List.of(LONG), TTL_MS, LIST_MAX, null));
    private static final List<List<TypeRef>> TYPES = List.of(
            List.of(),
            List.of(TypeRef.of(byte[].class)),
            List.of(TypeRef.of(Long.class), TypeRef.of(Long.class)),
            List.of(TypeRef.of(Long.class)));
    private static final int[] FIRST = {0, 1, 2, 3};

    private final Random random;
    private final String seed;
    private final List<StoreSpec> specs = new ArrayList<>();
    private final TreeMap<String, byte[]> changelog = new TreeMap<>();
    private TaskStore store = new MemoryStores().open(0);
    private StateBuffer buffer;
    private Handler handler;
    private TreeMap<String, Key> model = new TreeMap<>();
    private TreeMap<String, Key> kept = new TreeMap<>();
    private TreeMap<String, Key> committed = new TreeMap<>();
    private long highest = 1_000;
    private long committedHighest = 1_000;
    private long now;
    private long position;
    int swept;

    private record Handler(
            LongState number, ValueState<byte[]> copied, MapState<Long, Long> map, ListState<Long> list) {}

    private record Written(long value, long atMs) {
        boolean lives(long now) {
            return atMs + TTL_MS > now;
        }
    }

    /** What one key holds, the dead included. */
    private static final class Key {
        final Map<String, Written> values = new TreeMap<>();
        final TreeMap<Long, Written> map = new TreeMap<>();
        final List<Written> list = new ArrayList<>();

        Key copy() {
            Key copy = new Key();
            copy.values.putAll(values);
            copy.map.putAll(map);
            copy.list.addAll(list);
            return copy;
        }
    }

    AgingHistory(long seed) {
        this.seed = "seed " + seed;
        random = new Random(seed);
        for (int i = 0; i < MODELS.size(); i++) {
            specs.addAll(Handles.stores(MODELS.get(i), TYPES.get(i)));
        }
        open();
    }

    @SuppressWarnings("unchecked")
    private void open() {
        buffer = new StateBuffer(store, specs, 2 + random.nextInt(30));
        Function<Integer, Object> handle = i -> Handles.handle(MODELS.get(i), TYPES.get(i), buffer, FIRST[i], this);
        handler = new Handler(
                (LongState) handle.apply(0),
                (ValueState<byte[]>) handle.apply(1),
                (MapState<Long, Long>) handle.apply(2),
                (ListState<Long>) handle.apply(3));
    }

    @Override
    public long eventTime() {
        return now;
    }

    @Override
    public long wallMs() {
        return 0;
    }

    @Override
    public void require() {}

    private long watermark() {
        return highest - DISORDER_MS;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        buffer.keep();
        sweep(Long.MAX_VALUE, Integer.MAX_VALUE);
        commit();
        assertThat(changelog).as(seed + ": at the end of time nothing is left").isEmpty();
        assertThat(store.sizeBytes()).as(seed).isZero();
    }

    private void step() {
        int dice = random.nextInt(1000);
        if (dice < 850) {
            call();
        } else if (dice < 920) {
            buffer.keep();
            kept = copy(model);
            sweep(watermark(), 1 + random.nextInt(5));
        } else if (dice < 935) {
            buffer.undo();
            model = copy(kept);
        } else if (dice < 970) {
            commit();
        } else if (dice < 985) {
            buffer.rollback();
            forget();
        } else {
            reopen(random.nextBoolean());
        }
    }

    private static TreeMap<String, Key> copy(TreeMap<String, Key> of) {
        TreeMap<String, Key> copy = new TreeMap<>();
        of.forEach((name, key) -> copy.put(name, key.copy()));
        return copy;
    }

    /** Back to what was committed. */
    private void forget() {
        model = copy(committed);
        kept = copy(committed);
        highest = committedHighest;
    }

    private void sweep(long before, int most) {
        for (int i = 0; i < most; i++) {
            DueEntry due = buffer.nextDue(Domain.EXPIRY, before);
            if (due == null) {
                return;
            }
            swept++;
            buffer.select(due.key());
            for (int store = 0; store < MODELS.size(); store++) {
                Sweep sweep = Handles.sweep(MODELS.get(store), buffer, FIRST[store], this);
                if (FIRST[store] == due.store() && sweep != null) {
                    sweep.sweep(due);
                }
            }
            buffer.keep();
        }
    }

    private void commit() {
        buffer.keep();
        kept = copy(model);
        buffer.freeze((entry, value) -> {
            String name = HexFormat.of().formatHex(entry);
            if (value == null) {
                changelog.remove(name);
            } else {
                changelog.put(name, value);
            }
        });
        buffer.committed(checkpoint());
        committed = copy(model);
        committedHighest = highest;
    }

    private Checkpoint checkpoint() {
        return new Checkpoint("c", "t", 0, ++position, 0);
    }

    /** As after a crash: over the store as it is, or over one that the changelog makes anew. */
    private void reopen(boolean rebuild) {
        if (rebuild) {
            store = new MemoryStores().open(0);
            Restorer restorer = new Restorer(store, specs);
            changelog.forEach((entry, value) -> restorer.apply(HexFormat.of().parseHex(entry), value));
            restorer.flush(checkpoint());
        }
        open();
        forget();
    }

    /** One record: never late, often out of order, sometimes far ahead. */
    private void call() {
        highest += random.nextInt(100) == 0 ? random.nextInt(2 * TTL_MS) : random.nextInt(4);
        now = highest - random.nextInt(DISORDER_MS + 1);
        String name = "k" + random.nextInt(6);
        buffer.select(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Key key = model.computeIfAbsent(name, any -> new Key());
        long value = random.nextInt(1000);
        switch (random.nextInt(14)) {
            case 0 -> {
                long sum = handler.number.add(value);
                write(key, "number", living(key, "number") + value);
                assertThat(sum).as(seed).isEqualTo(living(key, "number"));
            }
            case 1 -> {
                handler.copied.set(new byte[] {(byte) value});
                write(key, "copied", (byte) value);
            }
            case 2 -> {
                handler.number.clear();
                key.values.remove("number");
            }
            case 3, 4, 5 -> put(key, (long) random.nextInt(8), value);
            case 6 -> {
                long at = random.nextInt(8);
                Written old = key.map.remove(at);
                assertThat(handler.map.remove(at))
                        .as(seed)
                        .isEqualTo(old != null && old.lives(now) ? old.value() : null);
            }
            case 7, 8, 9, 10 -> {
                for (int i = random.nextInt(3) == 0 ? 20 : 1; i > 0; i--) {
                    handler.list.add(value);
                    key.list.add(new Written(value, now));
                    if (key.list.size() > LIST_MAX) {
                        key.list.remove(0);
                    }
                }
            }
            case 11 -> {
                if (random.nextInt(5) == 0) {
                    handler.list.clear();
                    key.list.clear();
                    handler.map.clear();
                    key.map.clear();
                }
            }
            default -> {}
        }
        check(key);
    }

    private void write(Key key, String store, long value) {
        Written old = key.values.get(store);
        key.values.put(store, new Written(value, old == null ? now : Math.max(now, old.atMs())));
    }

    private void put(Key key, long at, long value) {
        Written old = key.map.get(at);
        boolean lived = old != null && old.lives(now);
        assertThat(handler.map.put(at, value)).as(seed).isEqualTo(lived ? old.value() : null);
        key.map.put(at, new Written(value, old == null ? now : Math.max(now, old.atMs())));
        if (!lived) {
            key.map.values().removeIf(written -> !written.lives(now));
            while (key.map.size() > MAP_MAX) {
                long oldest = key.map.entrySet().stream()
                        .filter(entry -> entry.getKey() != at)
                        .min(java.util.Comparator.comparingLong(
                                entry -> entry.getValue().atMs()))
                        .orElseThrow()
                        .getKey();
                key.map.remove(oldest);
            }
        }
    }

    private long living(Key key, String store) {
        Written written = key.values.get(store);
        return written != null && written.lives(now) ? written.value() : 0;
    }

    private void check(Key key) {
        String what = seed + " at " + now;
        assertThat(handler.number.get()).as(what).isEqualTo(living(key, "number"));
        byte[] copied = handler.copied.get();
        assertThat(copied == null ? 0 : copied[0]).as(what).isEqualTo((byte) living(key, "copied"));
        Map<Long, Long> map = new TreeMap<>();
        handler.map.forEach(map::put);
        Map<Long, Long> living = new TreeMap<>();
        key.map.forEach((at, written) -> {
            if (written.lives(now)) {
                living.put(at, written.value());
            }
        });
        assertThat(map).as(what).isEqualTo(living);
        assertThat(handler.map.isEmpty()).as(what).isEqualTo(living.isEmpty());
        List<Long> list = key.list.stream()
                .filter(written -> written.lives(now))
                .map(Written::value)
                .toList();
        assertThat(handler.list.get()).as(what).isEqualTo(list);
        assertThat(handler.list.size()).as(what).isEqualTo(list.size());
    }
}
