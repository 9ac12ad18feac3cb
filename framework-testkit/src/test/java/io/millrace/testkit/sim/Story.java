package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.EngineSettings;
import io.millrace.model.EventTimeModel;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.spi.Binding;
import io.millrace.state.StoreEngine;
import io.millrace.state.memory.MemoryStores;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happens to one worker, and what must come of it: for what random runs do not bring about, such as an
 * administrator's hand. Each is told to the engine as it is, and to those that are wrong.
 */
enum Story {
    /** A handler changes values and messages in place. */
    CARELESS_HANDLER {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            OneWorker worker = stage.start(new CarelessListener(false), new MemoryStores());
            for (int i = 0; i < 8; i++) {
                worker.produce("in", 0, new Message(i, "k", 1, T + i));
                worker.runMs(i % 3 == 0 ? 200 : 0);
            }
            worker.runMs(500);
            assertThat(stage.texts("out")).containsExactly("0|0", "1|1", "2|1", "3|2", "4|2", "5|3", "6|3", "7|4");
            assertThat(worker.problems()).isEmpty();
        }
    },
    /** The group's offsets are deleted: going on would apply everything twice. */
    OFFSETS_DELETED {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            StoreEngine disk = new MemoryStores();
            stage.play(disk, 1, 4);
            stage.cluster.offsets().reset(Map.of());
            OneWorker again = stage.start(new TallyListener(), disk);
            again.runMs(2_000);
            assertThat(again.problems()).singleElement().asString().contains("MR-0392");
            assertThat(stage.texts("out")).hasSize(4);
            assertThat(disk.position(0)).as("it may be the only copy").isNotNegative();
        }
    },
    /** The group's offsets are set back, behind the state. */
    OFFSETS_SET_BACK {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            StoreEngine disk = new MemoryStores();
            stage.play(disk, 1, 4);
            Map<Partition, CommittedOffset> before = stage.cluster.offsets().all();
            stage.play(disk, 6, 4);
            stage.cluster.offsets().reset(before);
            OneWorker again = stage.start(new TallyListener(), disk);
            again.runMs(2_000);
            assertThat(again.problems()).singleElement().asString().contains("MR-0391");
            assertThat(stage.texts("out")).hasSize(8);
            assertThat(disk.position(0)).isNotNegative();
        }
    },
    /** A machine comes back after longer than deletions are kept: what was deleted meanwhile must stay so. */
    MACHINE_BACK_AFTER_LONG {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            StoreEngine old = new MemoryStores();
            stage.play(old, 1, 2);
            // The third record of a key deletes "last".
            stage.play(new MemoryStores(), 6, 1);
            stage.cluster.loop().runMs(2 * SimCluster.DELETE_RETENTION_MS);
            stage.cluster
                    .logsOf(SimListener.changelogOf(TallyListener.NAME))
                    .forEach(SimLog::compactForgettingDeletions);
            stage.play(old, 7, 1);
            assertThat(stage.texts("out"))
                    .extracting(text -> text.split("\\|")[4])
                    .containsExactly("-", "1", "2", "-");
        }
    },
    /** A restart while records of two inputs wait: none may overtake one that was read before. */
    RESTART_WHILE_BOTH_WAIT {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            StoreEngine disk = new MemoryStores();
            EventTimeModel inOrder = new EventTimeModel(0, -1);
            OneWorker worker = stage.start(new MergeListener(inOrder, inOrder), disk);
            worker.produce(MergeListener.FIRST, 0, new Message(1, "k", 1, T));
            for (int i = 1; i <= 25; i++) {
                worker.produce(MergeListener.SECOND, 0, new Message(100 + i, "k", 1, T + i));
            }
            worker.runMs(1_000);
            worker.stop();
            worker.produce(MergeListener.FIRST, 0, new Message(2, "k", 1, T + 20));
            worker = stage.start(new MergeListener(inOrder, inOrder), disk);
            worker.runMs(1_000);
            worker.produce(MergeListener.FIRST, 0, new Message(3, "k", 1, T + 1_000));
            worker.produce(MergeListener.SECOND, 0, new Message(4, "k", 1, T + 1_000));
            worker.runMs(1_000);
            assertThat(stage.texts(MergeListener.MERGED))
                    .extracting(text -> Message.of(text).time())
                    .hasSize(27)
                    .isSorted();
            assertThat(worker.problems()).isEmpty();
        }
    },
    /** Two records of one instant, the one that goes first read last, when the watermark stands at that instant. */
    TWO_AT_THE_WATERMARK {
        @Override
        void tell(SimMutation mutation) {
            Scene scene = new Scene(mutation);
            OneWorker worker = scene.start(new MergeListener(null, new EventTimeModel(0, -1)), new MemoryStores());
            worker.produce(MergeListener.SECOND, 0, new Message(9, "k", 1, T + 100));
            worker.produce(MergeListener.FIRST, 0, new Message(5, "k", 1, T + 10));
            scene.stamp(T + 10);
            worker.runMs(500);
            worker.produce(MergeListener.FIRST, 0, new Message(3, "k", 1, T + 10));
            scene.stamp(T + 12);
            worker.runMs(500);
            assertThat(scene.texts(MergeListener.MERGED))
                    .extracting(text -> Message.of(text).uid())
                    .containsExactly(3L, 5L);
            assertThat(worker.problems()).isEmpty();
        }
    },
    /** The broker refuses what one record has made, at the flush: that record alone must go. */
    REFUSED_BY_THE_BROKER {
        @Override
        void tell(SimMutation mutation) {
            Scene stage = new Scene(mutation);
            OneWorker worker = stage.start(new TallyListener(), new MemoryStores());
            stage.cluster.limit(SimListener.changelogOf(TallyListener.NAME), 300);
            for (int i = 6; i < 16; i++) {
                worker.produce("in", 0, new Message(i, i == 9 ? "k".repeat(400) : "k" + i % 2, 1, T + i));
            }
            worker.runMs(5_000);
            assertThat(stage.texts("out")).hasSize(9).noneMatch(text -> text.startsWith("9|"));
            assertThat(worker.problems()).singleElement().asString().startsWith("dead letter");
        }
    };

    private static final long T = 1_767_225_600_000L;

    /**
     * Told to the engine as the mutation makes it.
     *
     * @throws AssertionError if something else came of it, {@link SimViolation} included
     */
    abstract void tell(SimMutation mutation);

    /** A cluster with the topics of all stories, one partition each. */
    private static final class Scene {
        private static final EngineSettings SETTINGS = SimListener.SETTINGS;

        final SimCluster cluster = new SimCluster(new SimLoop(1), true);
        private final SimMutation mutation;

        Scene(SimMutation mutation) {
            this.mutation = mutation;
            for (String topic :
                    List.of("in", "out", "by-group", MergeListener.FIRST, MergeListener.SECOND, MergeListener.MERGED)) {
                cluster.topic(topic, 1);
            }
        }

        OneWorker start(Binding binding, StoreEngine disk) {
            OneWorker worker = new OneWorker(binding, cluster, SETTINGS, disk, mutation);
            worker.runMs(300);
            return worker;
        }

        /** A worker that handles so many records of one key, and ends. */
        void play(StoreEngine disk, long uid, int count) {
            OneWorker worker = start(new TallyListener(), disk);
            for (int i = 0; i < count; i++) {
                worker.produce(
                        "in",
                        0,
                        new Message(uid + i, "k", 1, cluster.loop().clock().wallMs()));
            }
            worker.runMs(1_000);
            worker.stop();
            assertThat(worker.problems()).isEmpty();
        }

        /** The first input's only producer is so far. */
        void stamp(long watermark) {
            Stamp stamp = new Stamp("up", 1, List.of(new Stamp.TaskStamp(0, watermark, InputStatus.ACTIVE)));
            Headers headers = Headers.of(List.of(new Headers.Header(Stamp.HEADER, stamp.encode())));
            cluster.produce(
                    new Partition(MergeListener.FIRST, 0),
                    new OutputRecord(MergeListener.FIRST, 0, null, null, 0, headers),
                    null);
        }

        List<String> texts(String topic) {
            List<String> texts = new ArrayList<>();
            for (InputRecord record : cluster.log(new Partition(topic, 0)).committed()) {
                if (record.value() != null) {
                    texts.add(new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8));
                }
            }
            return texts;
        }
    }
}
