package io.millrace.dev;

import io.millrace.spi.DevelopmentBroker;
import java.nio.file.Path;

/** One broker per application under {@code target/millrace}: shared by its replicas and tests, kept across reloads. */
public final class ApplicationBroker implements DevelopmentBroker {
    private static final Path DATA = Path.of("target", "millrace");

    @Override
    @SuppressWarnings("resource") // it ends by itself when the last process that uses it is gone
    public String start(String application) {
        DevBroker.Options options =
                DevBroker.Options.sharedIn(DATA.resolve(application)).keepingData();
        return DevBroker.start(options).bootstrapServers();
    }
}
