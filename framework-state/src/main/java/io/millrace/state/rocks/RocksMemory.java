package io.millrace.state.rocks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all databases of a process share: a block cache and, charged to it, the write buffers. So their sum is
 * bounded by one number, however many tasks there are. Thread-safe; to be closed after the last database.
 */
public final class RocksMemory implements AutoCloseable {
    private static final long MIB = 1 << 20;
    private static final long BUDGET_BYTES_MIN = 32 * MIB;
    private static final long BUDGET_BYTES_MAX = 4096 * MIB;
    private static final long RESERVE_BYTES = 256 * MIB;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final long bytes;

    /**
     * Loads the native library, which takes some tenths of a second: it is unpacked first. To be called early and beside
     * other work; any thread, any number of times.
     */
    public static void loadLibrary() {
        RocksDB.loadLibrary();
    }

    /**
     * @param bytes for blocks, indexes, filters and write buffers together
     */
    public RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        this.bytes = Math.max(bytes, BUDGET_BYTES_MIN);
        cache = new LRUCache(this.bytes);
        writeBuffers = new WriteBufferManager(this.bytes / 4, cache);
    }

    /**
     * What a process may spend by default: half of what the container's memory limit (the machine's memory without one)
     * leaves beside the maximum heap, the direct memory that was allowed by {@code -XX:MaxDirectMemorySize}, and 256 MiB
     * for the virtual machine itself; at least 32 MiB, at most 4 GiB. The other half is for what databases need outside of
     * it and for the allocator's losses.
     */
    public static long defaultBytes() {
        return budget(memoryLimitBytes(), Runtime.getRuntime().maxMemory(), directBytes());
    }

    static long budget(long limitBytes, long heapBytes, long directBytes) {
        long left = limitBytes - heapBytes - directBytes - RESERVE_BYTES;
        return Math.min(BUDGET_BYTES_MAX, Math.max(BUDGET_BYTES_MIN, left / 2));
    }

    /** The virtual machine knows the limits of both versions of control groups. */
    private static long memoryLimitBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /** 0 unless it was set: nothing here uses direct memory beyond what a socket needs. */
    private static long directBytes() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return machine == null
                ? 0
                : Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
    }

    /** The bound. */
    public long bytes() {
        return bytes;
    }

    /** What is in use of it now. */
    public long usedBytes() {
        return cache instanceof LRUCache lru ? lru.getUsage() : 0;
    }

    /**
     * Whether write buffers fill more than there is: blocks make room for them, and have none left to make. Databases that
     * share a budget only schedule flushes when it is spent; who writes faster than they come through has to wait for his
     * own.
     */
    boolean isOverdrawn() {
        return usedBytes() > bytes;
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
