package io.millrace.micronaut;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import io.millrace.config.Configuration;
import io.millrace.config.Problems;
import io.millrace.config.Settings;
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
    RocksMemory memory(PropertyResolver properties) {
        // A value that cannot be read is told with all other problems, before any store is opened.
        Configuration configuration = new Configuration(
                name -> properties.getProperty(name, String.class).orElse(null), new Problems());
        return new RocksMemory(configuration.find(Settings.STATE_MEMORY).orElseGet(RocksMemory::defaultBytes));
    }
}
