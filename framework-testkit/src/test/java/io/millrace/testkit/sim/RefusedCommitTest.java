package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.FailureAction;
import io.millrace.api.LongState;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.ValueState;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Records whose results are refused when they are committed, beside others that fail by themselves and are tried again. */
class RefusedCommitTest {
    private static final int COUNT = 600;

    /** Long enough for others to commit often meanwhile, so that transactions grow again. */
    private static final long BACKOFF_MS = 400;

    /** Keeps for some records more than may be written, and refuses others, however often they come. */
    private final class Growing extends SimBinding {
        private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);

        @Override
        Object create(Map<String, Object> handles) {
            return handles;
        }

        @Override
        public ListenerModel model() {
            return new ListenerModel(
                    "growing",
                    Growing.class.getName(),
                    TEXT,
                    Order.ARRIVAL,
                    null,
                    new FailureModel(2, BACKOFF_MS, BACKOFF_MS, FailureAction.DEAD_LETTER, List.of(), List.of(), 0),
                    List.of(new InputModel("in", false, "on", 0, TEXT, false, false, null, false)),
                    List.of(
                            new StoreModel("n", StoreKind.LONG, List.of(), -1, 0, null),
                            new StoreModel("kept", StoreKind.VALUE, List.of(TEXT), -1, 0, null)),
                    List.of(),
                    List.of(new OutputModel("out", "out", false, null, TEXT)),
                    List.of());
        }

        @Override
        public Class<?> handlerType() {
            return Map.class;
        }

        @Override
        public List<HandleRef> handles() {
            return List.of(
                    new HandleRef("n", HandleRef.Kind.STORE, 0),
                    new HandleRef("kept", HandleRef.Kind.STORE, 1),
                    new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
        }

        @Override
        @SuppressWarnings("unchecked")
        public void onRecord(Object handler, int input, Object key, Object body, Call call) {
            Map<String, Object> handles = (Map<String, Object>) handler;
            Message message = Message.of(body);
            if (isLarge(message.uid())) {
                ((ValueState<String>) handles.get("kept")).set("x".repeat(large));
            }
            if (isFailing(message.uid())) {
                throw new IllegalStateException("refused");
            }
            ((Out<String>) handles.get("out")).send(message.uid() + "|" + ((LongState) handles.get("n")).add(1));
        }
    }

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);
    private int large;

    /** Of partition 0, 1 and 2 alike: tasks have theirs at the same time. */
    private static boolean isLarge(long uid) {
        return uid / 3 == 4 || uid == 40;
    }

    /** Of all partitions too, some of them right before or behind a large one. */
    private static boolean isFailing(long uid) {
        return uid == 9 || uid == 13 || uid == 16 || uid == 37 || uid == 41;
    }

    /** Others go on all the time, and commit. */
    private void play() {
        cluster.topic("in", 3).topic("out", 1);
        OneWorker worker = new OneWorker(new Growing(), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        for (int i = 0; i < COUNT; i++) {
            worker.produce("in", i % 3, new Message(i, "k" + i % 3, 1, 1));
            worker.runMs(10);
        }
        assertThat(letters())
                .as("one for each, long before there is peace")
                .hasSize(uids(true).size());
        worker.runMs(1_000);
        assertThat(letters()).hasSize(uids(true).size());
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(uids(false));
        assertThat(worker.problems()).containsOnly("dead letter: failed");
    }

    private static List<Long> uids(boolean bad) {
        return LongStream.range(0, COUNT)
                .filter(uid -> bad == (isLarge(uid) || isFailing(uid)))
                .boxed()
                .toList();
    }

    private List<InputRecord> letters() {
        return cluster.log(new Partition(SimListener.deadLettersOf("growing"), 0))
                .committed();
    }

    private List<Long> outputs() {
        List<Long> uids = new ArrayList<>();
        cluster.log(new Partition("out", 0)).committed().forEach(record -> {
            byte[] value = record.value();
            assertThat(value).isNotNull();
            uids.add(Long.parseLong(new String(value, StandardCharsets.UTF_8).split("\\|")[0]));
        });
        return uids;
    }

    @Test
    void theBrokerRefusesThem() {
        large = SimListener.SETTINGS.recordBytesMax() / 2;
        cluster.limit(SimListener.changelogOf("growing"), large);
        play();
    }

    @Test
    void theyAreRefusedBeforeTheyAreAppended() {
        large = SimListener.SETTINGS.recordBytesMax() + 1;
        play();
    }
}
