package io.millrace.testkit.sim;

import io.millrace.api.FailureAction;
import io.millrace.api.KeyedOut;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.RecordInfo;
import io.millrace.api.ValueState;
import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first listener: in order of arrival, state that lives for ever and state that does not, and a re-keyed topic. */
final class TallyListener extends SimBinding {
    static final String NAME = "tally";
    static final long DISORDER_MS = 50;
    static final long TTL_MS = 1_500;
    static final int GROUPS_MAX = 2;
    static final int RECENT_MAX = 3;
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private static final ListenerModel MODEL = new ListenerModel(
            NAME,
            Handler.class.getName(),
            TEXT,
            Order.ARRIVAL,
            null,
            new FailureModel(1, 10, 10, FailureAction.DEAD_LETTER, List.of(), List.of(), 0),
            List.of(new InputModel(
                    "in", false, "on", 0, TEXT, false, false, new EventTimeModel(DISORDER_MS, -1), false)),
            List.of(
                    new StoreModel("n", StoreKind.LONG, List.of(), -1, 0, null),
                    new StoreModel("sum", StoreKind.LONG, List.of(), -1, 0, null),
                    new StoreModel("chain", StoreKind.LONG, List.of(), -1, 0, null),
                    new StoreModel("last", StoreKind.VALUE, List.of(TEXT), -1, 0, null),
                    new StoreModel("fresh", StoreKind.LONG, List.of(), TTL_MS, 0, null),
                    new StoreModel("groups", StoreKind.MAP, List.of(TEXT, TEXT), TTL_MS, GROUPS_MAX, null),
                    new StoreModel("recent", StoreKind.LIST, List.of(TEXT), TTL_MS, RECENT_MAX, null)),
            List.of(),
            List.of(
                    new OutputModel("out", "out", false, null, TEXT),
                    new OutputModel("by-group", "by-group", true, TEXT, TEXT)),
            List.of());

    record Handler(
            LongState n,
            LongState sum,
            LongState chain,
            ValueState<String> last,
            LongState fresh,
            MapState<String, String> groups,
            ListState<String> recent,
            Out<String> out,
            KeyedOut<String, String> byGroup,
            Set<Long> refused) {
        void on(Message message, RecordInfo info) {
            long count = n.add(1);
            long total = sum.add(message.amount());
            long link = Message.chain(chain.get(), message.uid(), info.partition(), info.offset());
            chain.set(link);
            // Deleting now and then puts tombstones into the changelog.
            String before = last.orElse("-");
            if (count % 3 == 0) {
                last.clear();
            } else {
                last.set(Long.toString(message.uid()));
            }
            groups.put(message.group(), Long.toString(message.uid()));
            recent.add(Long.toString(message.uid()));
            StringBuilder living = new StringBuilder().append(fresh.add(1)).append(recent.get());
            groups.forEach((group, uid) -> living.append(group).append('=').append(uid));
            out.send(message.uid() + "|" + count + "|" + total + "|" + link + "|" + before + "|" + living);
            byGroup.send(message.group(), message.text());
            // At the very end, so that everything above has to be undone.
            if (message.isPoison() || (message.isStubborn() && refused.add(message.uid()))) {
                throw new IllegalStateException("refused: " + message.uid());
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler(
                (LongState) handles.get("n"),
                (LongState) handles.get("sum"),
                (LongState) handles.get("chain"),
                (ValueState<String>) handles.get("last"),
                (LongState) handles.get("fresh"),
                (MapState<String, String>) handles.get("groups"),
                (ListState<String>) handles.get("recent"),
                (Out<String>) handles.get("out"),
                (KeyedOut<String, String>) handles.get("byGroup"),
                new HashSet<>());
    }

    @Override
    public ListenerModel model() {
        return MODEL;
    }

    @Override
    public Class<?> handlerType() {
        return Handler.class;
    }

    @Override
    public List<HandleRef> handles() {
        return List.of(
                new HandleRef("n", HandleRef.Kind.STORE, 0),
                new HandleRef("sum", HandleRef.Kind.STORE, 1),
                new HandleRef("chain", HandleRef.Kind.STORE, 2),
                new HandleRef("last", HandleRef.Kind.STORE, 3),
                new HandleRef("fresh", HandleRef.Kind.STORE, 4),
                new HandleRef("groups", HandleRef.Kind.STORE, 5),
                new HandleRef("recent", HandleRef.Kind.STORE, 6),
                new HandleRef("out", HandleRef.Kind.OUTPUT, 0),
                new HandleRef("byGroup", HandleRef.Kind.OUTPUT, 1));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        ((Handler) handler).on(Message.of(String.valueOf(body)), call.info());
    }
}
