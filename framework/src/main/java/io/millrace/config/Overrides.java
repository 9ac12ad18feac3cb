package io.millrace.config;

import io.millrace.model.FailureModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.StoreModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.List;
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
                compiled.inputs(),
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
        long size = length(
                listener,
                declared,
                declared.kind() == WindowKind.SESSION ? Settings.GAP : Settings.SIZE,
                declared.sizeMs());
        long slide = declared.kind() == WindowKind.TUMBLING
                ? size
                : length(listener, declared, Settings.SLIDE, declared.slideMs());
        long lateness = length(listener, declared, Settings.ALLOWED_LATENESS, declared.allowedLatenessMs());
        return declared.withLengths(size, slide, lateness).withLateTo(topic(declared.lateTo()));
    }

    private long length(String listener, WindowModel declared, Setting<Long> setting, long declaredMs) {
        return Settings.of(declared.kind(), setting)
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
