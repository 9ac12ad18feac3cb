package io.millrace.config;

import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.SpanModel;
import io.millrace.model.StoreModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What configuration makes of a listener as it was compiled. */
public final class Overrides {
    private final Configuration configuration;

    public Overrides(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The listener as it will run; the rules are to be asked once more about it. */
    public ListenerModel apply(ListenerModel compiled) {
        List<StoreModel> stores = compiled.stores().stream()
                .map(store -> store(compiled.name(), store))
                .toList();
        return new ListenerModel(
                compiled.name(),
                compiled.handlerType(),
                compiled.key(),
                compiled.order(),
                topic(compiled.lateTo()),
                failure(compiled.name(), compiled.onFailure()),
                compiled.inputs().stream()
                        .map(input -> input.withEventTime(time(compiled.name(), input)))
                        .toList(),
                stores,
                compiled.timers(),
                compiled.outputs(),
                compiled.windows().stream()
                        .map(window -> window(compiled.name(), window))
                        .toList());
    }

    private @Nullable String topic(@Nullable String declared) {
        return declared == null ? null : configuration.topic(declared);
    }

    /** An input's own settings go before its listener's, and the strategy decides which of them mean anything. */
    private EventTimeModel time(String listener, InputModel input) {
        EventTimeModel declared = input.time();
        Optional<Integer> onTime = configuration.findInput(input.name(), Settings.INPUT_ON_TIME);
        WatermarkStrategy strategy = configuration
                .findInput(input.name(), Settings.INPUT_STRATEGY)
                .orElse(onTime.isPresent() ? WatermarkStrategy.ADAPTIVE : declared.strategy());
        if (strategy == WatermarkStrategy.PUNCTUATED && declared.strategy() != strategy) {
            configuration
                    .problems()
                    .add(
                            "MR-0239",
                            "millrace.inputs." + input.name() + ".watermark.strategy = punctuated: " + listener
                                    + " has no method that tells the watermark of this input; add static OptionalLong"
                                    + " mark(..) with @Watermark, or choose another strategy");
            return declared;
        }
        boolean learns = strategy == WatermarkStrategy.ADAPTIVE;
        boolean replaced = strategy.replacesEventTime() && declared.strategy() != strategy;
        return new EventTimeModel(
                strategy,
                declared.method() && !replaced,
                outOfOrder(listener, input, strategy),
                configuration
                        .findInput(input.name(), Settings.INPUT_OUT_OF_ORDER_MAX)
                        .orElse(learns ? declared.outOfOrderMsMax() : 0),
                onTime.orElse(learns ? declared.onTimePpm() : 0),
                configuration
                        .findInput(input.name(), Settings.INPUT_IDLE)
                        .orElseGet(() -> configuration.listener(listener, Settings.IDLE, declared.idleMs())));
    }

    private long outOfOrder(String listener, InputModel input, WatermarkStrategy strategy) {
        return configuration
                .findInput(input.name(), Settings.INPUT_OUT_OF_ORDER)
                .orElseGet(() -> strategy.waitsForDisorder()
                        ? configuration.listener(
                                listener, Settings.OUT_OF_ORDER, input.time().outOfOrderMs())
                        : Long.valueOf(0));
    }

    private FailureModel failure(String listener, FailureModel declared) {
        return new FailureModel(
                configuration.listener(listener, Settings.RETRIES, declared.retries()),
                configuration.listener(listener, Settings.BACKOFF, declared.backoffMs()),
                configuration.listener(listener, Settings.BACKOFF_MAX, declared.backoffMsMax()),
                configuration.listener(listener, Settings.THEN, declared.then()),
                declared.fatal(),
                declared.transients(),
                configuration.listener(listener, Settings.TRANSIENT_FOR, declared.transientMs()));
    }

    private WindowModel window(String listener, WindowModel declared) {
        SpanModel span = declared.span();
        boolean session = span.kind() == WindowKind.SESSION;
        long size = length(listener, declared, session ? Settings.GAP : Settings.SIZE, span.size());
        long slide = span.kind() == WindowKind.TUMBLING
                ? size
                : length(
                        listener,
                        declared,
                        span.kind() == WindowKind.CUMULATING ? Settings.STEP : Settings.SLIDE,
                        span.slide());
        long lateness = length(listener, declared, Settings.ALLOWED_LATENESS, declared.allowedLatenessMs());
        return declared.withLengths(span.withLengths(size, slide), lateness).withLateTo(topic(declared.lateTo()));
    }

    private long length(String listener, WindowModel declared, Setting<Long> setting, long declaredMs) {
        return Settings.of(declared.span(), setting)
                ? configuration.window(listener, declared.name(), setting, declaredMs)
                : declaredMs;
    }

    private StoreModel store(String listener, StoreModel declared) {
        return new StoreModel(
                declared.name(),
                declared.kind(),
                declared.types(),
                configuration.store(listener, declared.name(), Settings.TTL, declared.ttlMs()),
                configuration.store(listener, declared.name(), Settings.MAX_ENTRIES, declared.maxEntries()),
                declared.rolling());
    }
}
