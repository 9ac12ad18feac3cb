package io.millrace.testkit.sim;

import io.millrace.api.FailureAction;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.TimeDomain;
import io.millrace.api.WindowAssigner;
import io.millrace.api.WindowSpan;
import io.millrace.model.EmitModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second listener with a window of each kind that closes by event time, behind the re-keyed topic, in order of arrival. One
 * gives results before its close too.
 */
final class WindowListener extends SimBinding {
    static final String NAME = "windows";
    static final List<WindowModel> WINDOWS = List.of(
            window("tumbling", SpanModel.tumbling(1_000, 100)),
            window("hopping", SpanModel.hopping(3_000, 1_000, 0)),
            window("session", SpanModel.session(700)),
            window("sliding", SpanModel.sliding(400)),
            window("so-far", SpanModel.cumulating(1_200, 300, 100)),
            window("levels", SpanModel.hierarchy(List.of(500L, 1_000L, 4_000L), 200)),
            window("shifts", SpanModel.custom("shifts")),
            window("early", SpanModel.tumbling(1_500, 0))
                    .withEmit(new EmitModel(true, false, 200, TimeDomain.EVENT, 3, false, false)));
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private static final ListenerModel MODEL = new ListenerModel(
            NAME,
            Handler.class.getName(),
            TEXT,
            Order.ARRIVAL,
            null,
            new FailureModel(1, 10, 10, FailureAction.DEAD_LETTER, List.of(), List.of(), 0),
            List.of(new InputModel("by-group", true, "on", 0, TEXT, false, false, null, false)),
            List.of(),
            List.of(),
            List.of(new OutputModel("out", "windowed", false, null, TEXT)),
            WINDOWS);

    /** What a window folds to: the same whatever the order. */
    record Sum(int count, long amount, long uids) {
        static final Sum NOTHING = new Sum(0, 0, 0);

        static Sum of(@Nullable Object text) {
            if (text == null) {
                return NOTHING;
            }
            String[] fields = text.toString().split("\\|");
            return new Sum(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        }

        Sum plus(Message message) {
            return plus(new Sum(1, message.amount(), Message.chain(0, message.uid())));
        }

        Sum plus(Sum other) {
            return new Sum(count + other.count, amount + other.amount, uids ^ other.uids);
        }

        /** Whether no handler will ever take it. */
        boolean isPoison() {
            return amount % 11 == 3;
        }

        boolean isStubborn() {
            return amount % 7 == 2;
        }

        String text() {
            return count + "|" + amount + "|" + uids;
        }
    }

    record Handler(Out<String> out, Set<String> refused) {
        void closed(WindowModel window, WindowSpan span, Sum sum) {
            String line = line(window.name(), span.start(), span.end(), sum);
            if (isEarly(window)) {
                out.send(line + "|" + span.firing() + "|" + span.index());
                return;
            }
            out.send(line);
            if (sum.isPoison() || (sum.isStubborn() && refused.add(line))) {
                throw new IllegalStateException("refused: " + line);
            }
        }
    }

    /** Whether its windows may give several results. */
    static boolean isEarly(WindowModel window) {
        return !window.emit().equals(EmitModel.FINAL);
    }

    /** Shifts of 600 ms, each with 100 ms of the one before. */
    static void shifts(long time, WindowAssigner.Spans spans) {
        long shift = Math.floorDiv(time, 600) * 600;
        spans.add(shift - 100, shift + 600);
        if (time >= shift + 500) {
            spans.add(shift + 500, shift + 1_200);
        }
    }

    static String line(String window, long start, long end, Sum sum) {
        return window + "|" + start + "|" + end + "|" + sum.text();
    }

    private static WindowModel window(String name, SpanModel span) {
        TypeModel text = new TypeModel("java.lang.String", List.of(), true);
        return new WindowModel(
                name, span, TimeDomain.EVENT, EmitModel.FINAL, 0, null, List.of("@by-group"), text, true, "closed");
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler((Out<String>) handles.get("out"), new HashSet<>());
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
        return List.of(new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {}

    @Override
    public long eventTime(int input, Object body) {
        throw new IllegalArgumentException("the record's own timestamp counts");
    }

    @Override
    public Object foldWindow(int window, @Nullable Object soFar, Object body) {
        return Sum.of(soFar).plus(Message.of(body)).text();
    }

    @Override
    public WindowAssigner assigner(int window) {
        return WindowListener::shifts;
    }

    @Override
    public Object mergeWindow(int window, Object earlier, Object later) {
        return Sum.of(earlier).plus(Sum.of(later)).text();
    }

    @Override
    public void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call) {
        ((Handler) handler).closed(WINDOWS.get(window), span, Sum.of(accumulator));
    }
}
