package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.api.FailureAction;
import io.millrace.api.OnFailure;
import io.millrace.api.Order;
import io.millrace.api.StatefulListener;
import io.millrace.model.Durations;
import io.millrace.model.FailureModel;
import io.millrace.model.ListenerModel;
import java.util.List;

/** Source to listener, in one pass. What cannot be read is reported and left out, so that all problems show at once. */
final class ListenerReader {
    private final ClassElement handler;
    private final VisitorContext context;
    private final Problems problems;

    ListenerReader(ClassElement handler, VisitorContext context, Problems problems) {
        this.handler = handler;
        this.context = context;
        this.problems = problems;
    }

    Listener read() {
        new ShapeRules(handler, problems).check();
        SourceTypes types = new SourceTypes(context, problems);
        MessageRules messages = new MessageRules(context, problems);
        ValidationRules validation = new ValidationRules(context, problems);
        HandleReader handles = new HandleReader(handler, types, messages, problems);
        handles.read();
        MethodReader methods = new MethodReader(handler, problems);
        methods.read();

        SourceType key = key(methods, types);
        ResultReader results = new ResultReader(types, messages, handles.outputs, problems);
        List<Listener.Input> inputs =
                new InputReader(methods, key, types, messages, validation, problems).read(results);
        TimeMatcher times = new TimeMatcher(inputs, problems);
        times.eventTimes(methods.of(MethodReader.Role.EVENT_TIME));
        times.watermarks(methods.of(MethodReader.Role.WATERMARK));
        times.inputTimes();
        times.tieBreaks(methods.of(MethodReader.Role.TIE_BREAK));
        List<Listener.Timer> timers = new TimerMatcher(handles.timers, key, validation, problems)
                .match(methods.of(MethodReader.Role.ON_TIMER));
        List<Listener.Store> stores = new FoldMatcher(handler, handles.stores, context, problems)
                .match(methods.of(MethodReader.Role.FOLD), methods.of(MethodReader.Role.UNFOLD));
        String type = handler.getCanonicalName();
        List<Listener.Window> read =
                new WindowReader(context, type, inputs, types, handles.stored, problems).read(methods.windows);
        List<Listener.Window> windows = new WindowMatcher(type, read, key, results, problems)
                .match(
                        methods.of(MethodReader.Role.MERGE),
                        methods.of(MethodReader.Role.GAP),
                        methods.of(MethodReader.Role.ON_WINDOW));

        ListenerModel model = new ListenerModel(
                handler.stringValue(StatefulListener.class).orElse(""),
                handler.getName(),
                key.model(),
                handler.enumValue(StatefulListener.class, "order", Order.class).orElse(Order.ARRIVAL),
                handler.stringValue(StatefulListener.class, "lateTo")
                        .filter(topic -> !topic.isEmpty())
                        .orElse(null),
                failure(),
                inputs.stream().map(Listener.Input::model).toList(),
                stores.stream().map(Listener.Store::model).toList(),
                timers.stream().map(Listener.Timer::model).toList(),
                handles.outputs.stream().map(Listener.Output::model).toList(),
                windows.stream().map(Listener.Window::model).toList());
        return new Listener(
                handler,
                model,
                key,
                !methods.listening().isEmpty(),
                handles.handles,
                inputs,
                stores,
                timers,
                handles.outputs,
                windows,
                handles.stored.found);
    }

    private SourceType key(MethodReader methods, SourceTypes types) {
        Keys keys = new Keys(types, problems);
        methods.listening().forEach(keys::read);
        methods.of(MethodReader.Role.ON_TIMER).forEach(keys::read);
        methods.of(MethodReader.Role.ON_WINDOW).forEach(keys::read);
        return keys.keyOf(handler, !methods.listening().isEmpty());
    }

    private FailureModel failure() {
        FailureModel standard = FailureModel.DEFAULT;
        return new FailureModel(
                handler.intValue(OnFailure.class, "retries").orElse(standard.retries()),
                duration("backoff", standard.backoffMs()),
                duration("backoffMax", standard.backoffMsMax()),
                handler.enumValue(OnFailure.class, "then", FailureAction.class).orElse(standard.then()),
                List.of(handler.stringValues(OnFailure.class, "fatal")),
                List.of(handler.stringValues(OnFailure.class, "transients")),
                duration("transientFor", standard.transientMs()));
    }

    private long duration(String member, long standard) {
        String text = handler.stringValue(OnFailure.class, member).orElse("");
        return problems.duration(Durations::positiveMs, text, standard, handler);
    }
}
