package io.millrace.micronaut;

import io.millrace.kafka.ClientWatch;
import io.millrace.ops.ListenerView;
import io.millrace.ops.WorkerView;
import io.millrace.port.Events;

/** Whoever wants to watch a service beside its own views: a bean that is there only if its library is. */
interface Observer {
    /** A listener of this replica; its workers are added afterwards. */
    ListenerObserver watch(ListenerView listener);

    /** Watches the clients of all workers. */
    ClientWatch clients();

    /** Watches one listener. */
    interface ListenerObserver extends AutoCloseable {
        /** Is told what the worker tells, after the worker's view. */
        Events of(WorkerView worker);

        @Override
        void close();
    }
}
