package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.millrace.state.rocks.RocksMemory;

/** Begins beside the start of the context what takes long and needs none of it. */
@ContextConfigurer
public final class EarlyStart implements ApplicationContextConfigurer {
    @Override
    public void configure(ApplicationContext context) {
        Thread loading = new Thread(RocksMemory::loadLibrary, "millrace-load");
        loading.setDaemon(true);
        loading.start();
    }
}
