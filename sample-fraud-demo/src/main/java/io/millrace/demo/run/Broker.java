package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.dev.DevBroker;
import io.millrace.dev.DevBrokerException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The broker of a run: the one that {@value #VARIABLE} names, or one of our own that ends with the run. */
final class Broker implements AutoCloseable {
    static final String VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";

    private final String bootstrapServers;
    private final @Nullable DevBroker own;

    private Broker(String bootstrapServers, @Nullable DevBroker own) {
        this.bootstrapServers = bootstrapServers;
        this.own = own;
    }

    /** The address of the broker that is to be used, if somebody else runs one. */
    static Optional<String> foreign() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(String::strip).filter(at -> !at.isEmpty());
    }

    static Broker open(Path folder, boolean keep) {
        Optional<String> foreign = foreign();
        if (foreign.isPresent()) {
            return new Broker(foreign.get(), null);
        }
        try {
            DevBroker.Options options = DevBroker.Options.temporary().in(folder);
            DevBroker own = DevBroker.start(keep ? options.keepingData() : options);
            return new Broker(own.bootstrapServers(), own);
        } catch (DevBrokerException e) {
            throw new Problem(Problem.Code.BROKER, "the broker did not start: " + e.getMessage(), e);
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Whether it ends with the run; otherwise somebody else looks after it. */
    boolean own() {
        return own != null;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
