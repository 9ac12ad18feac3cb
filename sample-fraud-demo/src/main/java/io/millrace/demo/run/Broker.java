package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.dev.DevBroker;
import io.millrace.dev.DevBrokerException;
import java.nio.file.Path;
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

    static Broker open(Path folder, boolean keep) {
        String foreign = System.getenv(VARIABLE);
        if (foreign != null && !foreign.isBlank()) {
            return new Broker(foreign.strip(), null);
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

    /** Whether somebody else looks after it. */
    boolean foreign() {
        return own == null;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
