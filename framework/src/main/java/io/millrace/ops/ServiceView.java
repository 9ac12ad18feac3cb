package io.millrace.ops;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is known of a service on this replica. Thread-safe. */
public final class ServiceView {
    private final List<ListenerView> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean started;

    public void add(ListenerView listener) {
        listeners.add(listener);
    }

    /** All listeners have been added. */
    public void started() {
        started = true;
    }

    public boolean isStarted() {
        return started;
    }

    /** In the order of their start. */
    public List<ListenerView> listeners() {
        return listeners;
    }
}
