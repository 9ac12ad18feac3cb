package io.millrace.engine;

import io.millrace.api.FailureAction;
import io.millrace.api.Rejected;
import io.millrace.model.FailureModel;
import io.millrace.state.StoreException;

/** The record or timer that fails now: how often it was tried, and when it is tried again. */
final class Failing {
    private final FailureModel policy;
    private int attempts;
    private long retryAtNanos;

    Failing(FailureModel policy) {
        this.policy = policy;
    }

    /** Notes a failed attempt; true if there will be another. */
    boolean retries(Throwable error, long nowNanos) {
        attempts++;
        boolean hopeless = error instanceof Rejected || error instanceof StoreException;
        if (hopeless || attempts > policy.retries()) {
            return false;
        }
        long backoffMs = Math.min(policy.backoffMsMax(), policy.backoffMs() << Math.min(attempts - 1, 20));
        retryAtNanos = nowNanos + backoffMs * 1_000_000;
        return true;
    }

    boolean isWaiting(long nowNanos) {
        return attempts > 0 && retryAtNanos - nowNanos > 0;
    }

    boolean underWay() {
        return attempts > 0;
    }

    int attempts() {
        return attempts;
    }

    FailureAction then() {
        return policy.then();
    }

    void over() {
        attempts = 0;
    }
}
