package io.millrace.state.rocks;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.VectorMemTableConfig;
import org.rocksdb.WALRecoveryMode;

/** How our databases are set up; shared by all tasks of an engine, and closed after them. */
final class RocksSettings implements AutoCloseable {
    private static final double BLOOM_BITS = 10;
    private static final long WRITE_BUFFER_BYTES = 16 << 20;
    private static final long RESTORE_BUFFER_BYTES = 32 << 20;
    private static final int RESTORE_FILES = 16;
    private static final long ARENA_BLOCK_BYTES = 64 << 10;
    private static final long BLOCK_BYTES = 8 << 10;
    private static final int OPEN_FILES_MAX = 256;
    private static final long LOG_FILE_BYTES = 1 << 20;

    /** A file's buffer grows to the largest batch and stays so; every task has a write-ahead log and a manifest open. */
    private static final long FILE_BUFFER_BYTES = 64 << 10;

    /** The cache of open files is split in so many parts, as a power of two: a task has one thread. */
    private static final int FILE_CACHE_SHARD_BITS = 1;

    private static final long WAL_BYTES_MAX = 64 << 20;

    final DBOptions database;
    final ColumnFamilyOptions family;
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);

    final RocksMemory memory;

    /** Whether writes go to the write-ahead log. */
    final boolean logged;

    private RocksSettings(RocksMemory memory, boolean logged) {
        this.memory = memory;
        this.logged = logged;
        // The log is on and never synchronised: a killed process loses nothing, a power cut loses the newest batches,
        // which point-in-time recovery cuts off as a whole and the changelog's tail brings back.
        database = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxTotalWalSize(WAL_BYTES_MAX)
                // What was spilled has no log, and would make each close write all memtables out.
                .setAvoidFlushDuringShutdown(true)
                .setWriteBufferManager(memory.writeBuffers())
                .setMaxOpenFiles(OPEN_FILES_MAX)
                .setTableCacheNumshardbits(FILE_CACHE_SHARD_BITS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setStatsDumpPeriodSec(0);
        // A bloom filter on the last level too: a key that was never seen is the common miss, and must not read a disk.
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setBlockCache(memory.cache())
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(bloom);
        // Small arena blocks: with hundreds of tasks, each of them holding a mostly empty default block is what fills
        // the write buffers' budget.
        family = new ColumnFamilyOptions()
                .setTableFormatConfig(tables)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setArenaBlockSize(ARENA_BLOCK_BYTES)
                .setOptimizeFiltersForHits(false)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionPerLevel(List.of(CompressionType.NO_COMPRESSION, CompressionType.NO_COMPRESSION))
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /** For reading and writing while a task runs. */
    static RocksSettings serving(RocksMemory memory) {
        RocksSettings settings = new RocksSettings(memory, true);
        // Whoever gets a task back opens it while it stands still: its log is read again, and written out later.
        settings.database.setAvoidFlushDuringRecovery(true);
        settings.database.setWritableFileMaxBufferSize(FILE_BUFFER_BYTES);
        return settings;
    }

    /**
     * For writing much and reading nothing: rows are only collected, sorted when flushed, and hardly ever compacted.
     * Without a log a crash goes back to the last flush, which is atomic over the families: rows and checkpoint fit.
     */
    static RocksSettings restoring(RocksMemory memory) {
        RocksSettings settings = new RocksSettings(memory, false);
        settings.database.setAtomicFlush(true).setAllowConcurrentMemtableWrite(false);
        settings.family
                .setMemTableConfig(new VectorMemTableConfig())
                .setWriteBufferSize(RESTORE_BUFFER_BYTES)
                .setLevel0FileNumCompactionTrigger(RESTORE_FILES)
                .setLevel0SlowdownWritesTrigger(4 * RESTORE_FILES)
                .setLevel0StopWritesTrigger(8 * RESTORE_FILES);
        return settings;
    }

    @Override
    public void close() {
        database.close();
        family.close();
        bloom.close();
    }
}
