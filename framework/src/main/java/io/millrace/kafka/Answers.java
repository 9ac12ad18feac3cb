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
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw FaultTable.exception(e, Call.ASK);
        } catch (InterruptedException e) {
            throw FaultTable.exception(new InterruptException(e), Call.ASK);
        }
    }
}
