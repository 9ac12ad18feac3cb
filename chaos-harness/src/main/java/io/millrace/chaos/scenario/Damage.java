package io.millrace.chaos.scenario;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.record.StateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What can happen to a task's directory while nobody uses it. */
enum Damage {
    FLIPPED_BYTES {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            for (Path file : data(task)) {
                flip(file, random);
            }
        }
    },
    /** As above, when what is stored has been written out, as it is once there is enough of it. */
    FLIPPED_TABLES {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            Tables.writeOut(task);
            for (Path file : data(task)) {
                flip(file, random);
            }
        }
    },
    /** The list of tables. */
    FLIPPED_MANIFEST {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            flip(task.resolve(Files.readString(task.resolve("CURRENT")).strip()), random);
        }
    },
    TRUNCATED_FILES {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            for (Path file : data(task)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        }
    },
    MISSING_FILES {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            Files.delete(task.resolve("CURRENT"));
        }
    },
    SWAPPED_TASKS {
        @Override
        void to(Path task, Path other, Random random) throws IOException {
            Path aside = task.resolveSibling("aside");
            Files.move(task, aside);
            Files.move(other, task);
            Files.move(aside, other);
        }
    };

    private static final int FLIPS = 32;

    /**
     * Does it.
     *
     * @param other another task of the same listener
     */
    abstract void to(Path task, Path other, Random random) throws IOException;

    /** Files with entries in them: tables, and the log of what is not in one yet. */
    private static List<Path> data(Path task) throws IOException {
        try (Stream<Path> files = Files.list(task)) {
            return files.filter(file -> file.toString().endsWith(".sst")
                            || file.getFileName().toString().matches("\\d+\\.log"))
                    .sorted()
                    .toList();
        }
    }

    private static void flip(Path file, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FLIPS && channel.size() > 0; i++) {
                long at = random.nextLong(channel.size());
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, at);
                one.put(0, (byte) ~one.get(0)).rewind();
                channel.write(one, at);
            }
        }
    }

    /** A copy, as a backup makes it. */
    static void copy(Path task, Path to) {
        StateFolder.copy(task, to);
    }

    /** Puts a copy in the place of what is there. */
    static void putBack(Path copy, Path task) {
        try (Stream<Path> files = Files.walk(task)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot delete " + task, e);
        }
        StateFolder.copy(copy, task);
    }
}
