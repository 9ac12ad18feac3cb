package io.millrace.config;

import io.millrace.model.FailureModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.StoreModel;
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
                lateTo(compiled),
                failure(compiled.name(), compiled.onFailure()),
                compiled.inputs(),
                stores,
                compiled.timers(),
                compiled.outputs());
    }

    /** The real topic: what is late is written by the name in the model. */
    private @Nullable String lateTo(ListenerModel compiled) {
        String topic = compiled.lateTo();
        return topic == null ? null : configuration.topic(topic);
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
