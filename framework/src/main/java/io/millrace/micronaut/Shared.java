package io.millrace.micronaut;

import io.micronaut.context.annotation.Factory;
import io.millrace.ops.ServiceView;
import io.millrace.state.rocks.RocksMemory;
import jakarta.inject.Singleton;

/** What all listeners of a process have in common. */
@Factory
final class Shared {
    @Singleton
    ServiceView view() {
        return new ServiceView();
    }

    @Singleton
    RocksMemory memory() {
        return new RocksMemory(RocksMemory.defaultBytes());
    }
}
