package io.millrace.state.bench;

import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreEngine;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.codec.Codecs;
import io.millrace.state.memory.MemoryStores;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Read, add one, write, keep, over 100,000 keys; with a commit every 10,000 records or without any. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BufferBench {
    private static final int KEYS = 100_000;
    private static final int COMMIT_RECORDS = 10_000;

    @Param({"memory", "rocks"})
    public String engine = "memory";

    private final byte[][] keys = new byte[KEYS][];
    private StoreEngine stores = new MemoryStores();
    private TaskStore store = stores.open(0);
    private StateBuffer buffer = new StateBuffer(store, List.of(), 1);
    private long record;

    @Setup
    public void prepare() throws IOException {
        if (engine.equals("rocks")) {
            stores = new RocksStores(Files.createTempDirectory("millrace-bench"), new RocksMemory(256 << 20));
        }
        store = stores.open(1);
        buffer = new StateBuffer(
                store, List.of(new StoreSpec("count", true, Codecs.of(TypeRef.of(Long.class)), true, null)), 4 * KEYS);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = ByteBuffer.allocate(8).putLong(i * 0x9E3779B97F4A7C15L).array();
        }
        for (int i = 0; i < KEYS; i++) {
            update();
        }
        commit();
    }

    @TearDown
    public void close() {
        store.close();
    }

    private long update() {
        // A key comes as a fresh array with each record.
        buffer.select(keys[(int) (record++ * 7919 % KEYS)].clone());
        long count = buffer.get(0) instanceof Long known ? known + 1 : 1;
        buffer.put(0, count);
        buffer.keep();
        return count;
    }

    private void commit() {
        buffer.freeze((entry, value) -> {});
        buffer.committed(new Checkpoint("c", "t", 1, record, record));
    }

    @Benchmark
    public long readModifyWriteWithCommits() {
        if (record % COMMIT_RECORDS == 0) {
            commit();
        }
        return update();
    }

    @Benchmark
    public Object read() {
        buffer.select(keys[(int) (record++ * 7919 % KEYS)]);
        return buffer.get(0);
    }
}
