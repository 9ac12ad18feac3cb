package io.millrace.kafka;

import io.millrace.fault.FaultException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what the cluster was asked; bounded by the admin client's own time limits. */
final class Answers {
    private Answers() {}

    /** @throws FaultException if the question failed */
    static <T> T of(KafkaFuture<T> asked) {
        return of(asked, "");
    }

    /**
     * The same.
     *
     * @param about what was asked about, for the message
     */
    static <T> T of(KafkaFuture<T> asked, String about) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw FaultTable.exception(e, Call.ASK, about);
        } catch (InterruptedException e) {
            throw FaultTable.exception(new InterruptException(e), Call.ASK);
        }
    }
}
