package io.millrace.state.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.SpillArea;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreContract;
import io.millrace.state.StoreEngine;
import io.millrace.state.StoreException;
import io.millrace.state.TaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksStoresTest extends StoreContract {
    private static final RocksMemory MEMORY = new RocksMemory(32 << 20);

    @TempDir
    private Path directory;

    @Override
    protected StoreEngine newEngine() {
        return new RocksStores(directory.resolve("state/listener"), MEMORY);
    }

    @AfterAll
    static void closeMemory() {
        MEMORY.close();
    }

    private static Checkpoint at(long position) {
        return new Checkpoint("c", "t", 0, position, position);
    }

    private void fill(RocksStores engine) {
        try (TaskStore store = engine.open(0)) {
            for (int i = 0; i < 100; i++) {
                StoreBatch batch = new StoreBatch();
                batch.put(Family.ENTRIES, new byte[] {(byte) i}, new byte[1000]);
                store.write(batch, at(i));
            }
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    @Test
    void directoriesAreForTheirOwnerOnly() throws IOException {
        try (RocksStores engine = new RocksStores(directory.resolve("new/listener"), MEMORY)) {
            engine.open(5).close();
            for (String made : List.of("new", "new/listener", "new/listener/5")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(made))))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void aMissingTableFileIsDamage() throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            fill(engine);
            writeTables(engine);
            List<Path> tables = files(".sst");
            assertThat(tables).isNotEmpty();
            for (Path table : tables) {
                Files.delete(table);
            }
            assertDamaged(engine);
        }
    }

    /** What the log held is written into tables. */
    private static void writeTables(RocksStores engine) {
        engine.openToRestore(0).close();
    }

    @Test
    void aTornManifestIsDamage() throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            fill(engine);
            try (Stream<Path> files = Files.list(directory.resolve("0"))) {
                Path manifest = files.filter(
                                file -> file.getFileName().toString().startsWith("MANIFEST"))
                        .findFirst()
                        .orElseThrow();
                byte[] bytes = Files.readAllBytes(manifest);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(manifest, bytes);
            }
            assertDamaged(engine);
        }
    }

    private static void assertDamaged(RocksStores engine) {
        assertThatThrownBy(() -> engine.open(0))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.corrupt()).as(e.getMessage()).isTrue())
                .hasMessageContaining("MR-0407");
        engine.wipe(0);
        try (TaskStore store = engine.open(0)) {
            assertThat(store.checkpoint()).isNull();
        }
    }

    @Test
    void aCutLogLeavesAPrefixWithItsCheckpoint() throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            fill(engine);
            demandAPrefixAfterTheLogIsCut(engine);
        }
    }

    private void demandAPrefixAfterTheLogIsCut(RocksStores engine) throws IOException {
        Path log = files(".log").stream()
                .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (TaskStore store = engine.open(0)) {
            Checkpoint checkpoint = store.checkpoint();
            assertThat(checkpoint).isNotNull();
            assertThat(checkpoint.position()).isBetween(10L, 90L);
            for (int i = 0; i < 100; i++) {
                assertThat(store.get(new byte[] {(byte) i}) != null)
                        .as("row %d at checkpoint %s", i, checkpoint)
                        .isEqualTo(i <= checkpoint.position());
            }
            StoreBatch more = new StoreBatch();
            more.put(Family.ENTRIES, new byte[] {100}, new byte[1000]);
            store.write(more, at(100));
        }
        // The log that was cut is still there, and goes on in the next one.
        for (int again = 0; again < 2; again++) {
            try (TaskStore store = engine.open(0)) {
                assertThat(store.checkpoint()).isEqualTo(at(100));
                assertThat(store.get(new byte[] {100})).hasSize(1000);
                assertThat(store.get(new byte[] {5})).hasSize(1000);
            }
        }
    }

    @Test
    void whatADeadProcessHadSpilledIsGoneAndItsStateIsNot() throws IOException {
        Path dead = directory.resolve("dead");
        Path next = directory.resolve("next");
        try (RocksStores engine = new RocksStores(dead, MEMORY);
                TaskStore store = engine.open(0)) {
            for (int i = 0; i < 50; i++) {
                StoreBatch batch = new StoreBatch();
                batch.put(Family.ENTRIES, new byte[] {(byte) i}, new byte[1000]);
                store.write(batch, at(i));
                store.spill().put(List.of(new SpillArea.Row(new byte[] {(byte) i}, new byte[100_000])));
            }
            copy(dead.resolve("0"), next.resolve("0"));
        }
        try (RocksStores engine = new RocksStores(next, MEMORY)) {
            try (TaskStore store = engine.open(0)) {
                assertThat(store.checkpoint()).isEqualTo(at(49));
                assertThat(store.get(new byte[] {49})).hasSize(1000);
                assertThat(store.spill().take(new byte[0], 1)).isEmpty();
                store.spill().put(List.of(new SpillArea.Row(new byte[] {1}, new byte[1])));
                assertThat(store.spill().take(new byte[0], 1)).hasSize(1);
            }
            engine.openToRestore(0).close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void spillingBetweenWritesLeavesAPrefixWhenTheLogIsCut() throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            try (TaskStore store = engine.open(0)) {
                for (int i = 0; i < 100; i++) {
                    StoreBatch batch = new StoreBatch();
                    batch.put(Family.ENTRIES, new byte[] {(byte) i}, new byte[1000]);
                    store.write(batch, at(i));
                    store.spill().put(List.of(new SpillArea.Row(new byte[] {(byte) i}, new byte[10])));
                }
            }
            demandAPrefixAfterTheLogIsCut(engine);
        }
    }

    private static void write(TaskStore store, int rows) {
        StoreBatch batch = new StoreBatch();
        for (int i = 0; i < rows; i++) {
            batch.put(Family.ENTRIES, key(i), value(i));
        }
        store.write(batch, at(1));
    }

    private static byte[] key(int i) {
        return new byte[] {(byte) (i >> 8), (byte) i};
    }

    /** Such that it cannot be compressed, so that every byte of the file counts. */
    private static byte[] value(int i) {
        byte[] value = new byte[500];
        new java.util.Random(i).nextBytes(value);
        return value;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aFlippedByteIsDamageOrNothingButNeverAnotherValue(int tenth) throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            try (TaskStore store = engine.open(0)) {
                write(store, 2_000);
            }
            writeTables(engine);
            Path table = files(".sst").stream()
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(table);
            bytes[bytes.length / 10 * tenth] ^= 0x10;
            Files.write(table, bytes);
            int damaged = 0;
            try (TaskStore store = engine.open(0)) {
                for (int i = 0; i < 2_000; i++) {
                    try {
                        assertThat(store.get(key(i))).isEqualTo(value(i));
                    } catch (StoreException e) {
                        assertThat(e.corrupt()).as(e.getMessage()).isTrue();
                        assertThat(e.task()).isZero();
                        damaged++;
                    }
                }
            }
            assertThat(damaged).as("the rows of one block").isBetween(1, 100);
        }
    }

    @Test
    void aTableCutShortIsDamage() throws IOException {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            try (TaskStore store = engine.open(0)) {
                write(store, 2_000);
            }
            writeTables(engine);
            for (Path table : files(".sst")) {
                byte[] bytes = Files.readAllBytes(table);
                Files.write(table, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            }
            assertDamaged(engine);
        }
    }

    @Test
    void oneProcessHasTheDirectory() {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            assertThat(engine.position(0)).isEqualTo(-1);
            assertThatThrownBy(() -> new RocksStores(directory, MEMORY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("MR-0404")
                    .hasMessageContaining("millrace.state-dir");
        }
        new RocksStores(directory, MEMORY).close();
    }

    @Test
    void howFarAStoreIsStandsBesideIt() {
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            try (TaskStore store = engine.open(0)) {
                assertThat(engine.position(0)).isZero();
                store.write(new StoreBatch(), at(5));
                assertThat(engine.position(0)).isEqualTo(5);
            }
        }
        try (RocksStores engine = new RocksStores(directory, MEMORY)) {
            assertThat(engine.position(0)).isEqualTo(5);
            assertThat(engine.position(1)).isEqualTo(-1);
            engine.wipe(0);
            assertThat(engine.position(0)).isEqualTo(-1);
            engine.open(0).close();
            assertThat(engine.position(0)).isZero();
        }
    }

    @Test
    void nothingIsReadThroughLinks() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere);
        assertThatThrownBy(() -> new RocksStores(link, MEMORY)).hasMessageContaining("MR-0406");
        try (RocksStores engine = new RocksStores(directory.resolve("l"), MEMORY)) {
            Files.createSymbolicLink(directory.resolve("l/0"), elsewhere);
            assertThat(engine.position(0)).isEqualTo(-1);
            assertThatThrownBy(() -> engine.open(0)).hasMessageContaining("MR-0406");
            engine.open(1).close();
            Files.createSymbolicLink(directory.resolve("l/1/000099.sst"), directory.resolve("x"));
            assertThatThrownBy(() -> engine.open(1))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.corrupt()).isFalse())
                    .hasMessageContaining("MR-0406");
            Files.createSymbolicLink(directory.resolve("l/2.lock"), directory.resolve("x"));
            assertThatThrownBy(() -> engine.open(2)).hasMessageContaining("MR-0408");
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatOthersMayReadIsClosedToThem() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
        new RocksStores(open, MEMORY).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }

    /** A file stands where the directory should: the same for every user, which permissions are not. */
    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedWithTheWayOut() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> new RocksStores(file.resolve("listener"), MEMORY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MR-0409")
                .hasMessageContaining("millrace.state-dir");
    }

    @Test
    void theBudgetIsHalfOfWhatHeapAndVirtualMachineLeave() {
        long gib = 1L << 30;
        assertThat(RocksMemory.budget(2 * gib, gib, 0)).isEqualTo((gib - (256 << 20)) / 2);
        assertThat(RocksMemory.budget(3 * gib, gib, gib)).isEqualTo((gib - (256 << 20)) / 2);
        assertThat(RocksMemory.budget(gib, gib, 0)).isEqualTo(32 << 20);
        assertThat(RocksMemory.budget(64 * gib, gib, 0)).isEqualTo(4 * gib);
        assertThat(RocksMemory.defaultBytes()).isBetween(32L << 20, 4 * gib);
    }
}
