package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.LongState;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.port.Partition;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A handler that takes longer than its worker may be away from the group (here 6 s). */
class OverlongTest {
    private static final int COUNT = 40;
    private static final long SLOW = 11;

    /** Sends the number of records of its key; takes its time over one of them. */
    private final class Slow extends SimBinding {
        private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);

        @Override
        Object create(Map<String, Object> handles) {
            return handles;
        }

        @Override
        public ListenerModel model() {
            return new ListenerModel(
                    "slow",
                    Slow.class.getName(),
                    TEXT,
                    Order.ARRIVAL,
                    null,
                    FailureModel.DEFAULT,
                    List.of(new InputModel("in", false, "on", 0, TEXT, false, false, null, false)),
                    List.of(new StoreModel("n", StoreKind.LONG, List.of(), -1, 0, null)),
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
            return List.of(new HandleRef("n", HandleRef.Kind.STORE, 0), new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
        }

        @Override
        @SuppressWarnings("unchecked")
        public void onRecord(Object handler, int input, Object key, Object body, Call call) {
            Map<String, Object> handles = (Map<String, Object>) handler;
            Message message = Message.of(body);
            int calls = called.merge(message.uid(), 1, Integer::sum);
            if (message.uid() == SLOW && calls <= slowCalls) {
                cluster.loop().runMs(tookMs);
            }
            if (message.uid() == SLOW && fails) {
                throw new IllegalStateException("and refused");
            }
            ((Out<String>) handles.get("out")).send(message.uid() + "|" + ((LongState) handles.get("n")).add(1));
        }
    }

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);
    private final Map<Long, Integer> called = new HashMap<>();
    private int slowCalls;
    private long tookMs;
    private boolean fails;

    private OneWorker play() {
        cluster.topic("in", 2).topic("out", 1);
        OneWorker worker = new OneWorker(new Slow(), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        for (int i = 0; i < COUNT; i++) {
            worker.produce("in", i % 2, new Message(i, "k" + i % 2, 1, 1));
        }
        worker.runMs(60_000);
        return worker;
    }

    private List<Long> outputs() {
        List<Long> uids = new ArrayList<>();
        cluster.log(new Partition("out", 0))
                .fetch(0, Integer.MAX_VALUE)
                .records()
                .forEach(record ->
                        uids.add(Long.parseLong(new String(record.value(), StandardCharsets.UTF_8).split("\\|")[0])));
        return uids;
    }

    private List<Long> all() {
        return LongStream.range(0, COUNT).boxed().toList();
    }

    @Test
    void whatCannotBeCommittedInTimeIsADeadLetterAndNothingElseIs() {
        slowCalls = Integer.MAX_VALUE;
        tookMs = 8_000;
        OneWorker worker = play();
        assertThat(worker.problems()).containsExactly("dead letter: failed");
        assertThat(called.get(SLOW)).as("once with others, twice alone").isEqualTo(3);
        List<Long> others = new ArrayList<>(all());
        others.remove(SLOW);
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void whatWasSlowOnceIsHandledAloneAndCommitted() {
        slowCalls = 1;
        tookMs = 8_000;
        OneWorker worker = play();
        assertThat(worker.problems()).isEmpty();
        assertThat(called.get(SLOW)).isEqualTo(2);
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(all());
    }

    /** Its other attempts are made alone too, and leave nothing to be committed. */
    @Test
    void whatWasSlowOnceMayFailAlone() {
        slowCalls = 1;
        tookMs = 8_000;
        fails = true;
        OneWorker worker = play();
        assertThat(worker.problems()).containsExactly("dead letter: failed");
        List<Long> others = new ArrayList<>(all());
        others.remove(SLOW);
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void whatIsSlowAndInTimeIsLeftAlone() {
        slowCalls = Integer.MAX_VALUE;
        tookMs = 5_500;
        OneWorker worker = play();
        assertThat(worker.problems()).isEmpty();
        assertThat(called).containsEntry(SLOW, 1);
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(all());
    }
}
