package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.model.EventTimeModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreModel;
import io.millrace.model.Subject;
import io.millrace.model.TimerModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.HandleRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listener as it was read: its model, and for each part of it the source element and the Java text of its calls.
 *
 * @param anyInput whether any method listens, be it one that could not be read
 * @param storedTypes binary names of the records, sealed types and packed classes in its stores, timers and windows
 */
record Listener(
        ClassElement handler,
        ListenerModel model,
        SourceType key,
        boolean anyInput,
        List<HandleRef> handles,
        List<Input> inputs,
        List<Store> stores,
        List<Timer> timers,
        List<Output> outputs,
        List<Window> windows,
        Set<String> storedTypes) {

    /**
     * @param call the statement: {@code target.on((java.lang.String) key, (Payment) body)}, with what becomes of its result
     * @param eventTime the static method that gives the event time, or null
     * @param watermark the static method that tells the watermark behind a record, or null
     * @param tieBreak the static method that orders equal times, or null
     */
    record Input(
            InputModel model,
            SourceType body,
            MethodElement method,
            String call,
            @Nullable String eventTime,
            @Nullable String watermark,
            @Nullable String tieBreak) {
        /** The same with another event time and watermark. */
        Input with(EventTimeModel time, @Nullable String eventTimeCall, @Nullable String watermarkCall) {
            return new Input(model.withEventTime(time), body, method, call, eventTimeCall, watermarkCall, tieBreak);
        }

        Input withTieBreak(String tieBreakCall) {
            return new Input(model.withTieBreak(), body, method, call, eventTime, watermark, tieBreakCall);
        }
    }

    /** How a rolling store is folded, as Java expressions over {@code soFar} and {@code element}. */
    record Folding(String fold, @Nullable String unfold, List<String> constants) {}

    record Store(StoreModel model, List<SourceType> types, Element where, @Nullable Folding folding) {}

    /** @param call as {@link Input#call}; null where a problem was reported */
    record Timer(TimerModel model, @Nullable SourceType id, Element where, @Nullable String call) {}

    record Output(OutputModel model, @Nullable SourceType key, SourceType value, Element where) {}

    /**
     * @param fold as a Java expression over {@code soFar} and {@code body}
     * @param gap one over {@code body}; null where records do not say how long a session lasts
     * @param merge one over {@code earlier} and {@code later}; null where there is none
     * @param call as {@link Input#call}; null where a problem was reported
     */
    record Window(
            WindowModel model,
            WindowTypes types,
            Element where,
            String fold,
            @Nullable String gap,
            @Nullable String merge,
            @Nullable String call) {
        SourceType accumulator() {
            return types.accumulator();
        }
    }

    /** What a window folds into what. */
    record WindowTypes(SourceType element, SourceType accumulator) {}

    /** The element on whose line a finding about that part belongs. */
    Element where(Subject subject) {
        int index = subject.index();
        return switch (subject.kind()) {
            case LISTENER -> handler;
            case INPUT -> inputs.get(index).method();
            case STORE -> stores.get(index).where();
            case TIMER -> timers.get(index).where();
            case OUTPUT -> outputs.get(index).where();
            case WINDOW -> windows.get(index).where();
        };
    }
}
