package io.millrace.chaos.scenario;

import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** One kind of fault: what it runs on, and what is done. Everything before and after is the same for all. */
public abstract class Scenario {
    /** How long outputs may stay away before the run is given up; bounds are tighter. */
    static final Duration PATIENCE = Duration.ofSeconds(180);

    static final int SECOND_MS = 1_000;

    private final Row row;

    Scenario(Row row) {
        this.row = row;
    }

    /** Which row of the fault table it is. */
    public final Row row() {
        return row;
    }

    /** What it runs on, where that depends on the seed. */
    public Plan plan(long seed) {
        return plan();
    }

    /** What it runs on. */
    Plan plan() {
        return Plan.usual();
    }

    /** An error code of the framework's, as its logs say it. */
    static String code(int number) {
        return String.format("MR-%04d", number);
    }

    /** Waits for an answer of the brokers that the scenario cannot do without. */
    static <T> T get(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** Whether it means the same for a replica that runs something else than the framework. */
    public boolean comparable() {
        return false;
    }

    /** Does it, and undoes it. Records are being fed all the time. */
    public abstract void inject(Trial trial);
}
