package io.millrace.engine;

import io.millrace.api.FailureAction;
import io.millrace.api.Rejected;
import io.millrace.fault.FaultException;
import io.millrace.model.FailureModel;
import io.millrace.state.StoreException;
import io.millrace.state.codec.CodecException;
import java.util.List;

/** The record or timer that fails now: how often it was tried, and when it is tried again. */
final class Failing {
    private static final int DOUBLINGS_MAX = 20;

    private final FailureModel policy;
    private int attempts;
    private long firstAtNanos;
    private long retryAtNanos;

    Failing(FailureModel policy) {
        this.policy = policy;
    }

    /** Notes a failed attempt; true if there will be another. */
    boolean retries(Throwable error, long nowNanos) {
        if (attempts++ == 0) {
            firstAtNanos = nowNanos;
        }
        if (!worthAnother(error, nowNanos)) {
            return false;
        }
        long backoffMs = policy.backoffMs() << Math.min(attempts - 1, DOUBLINGS_MAX);
        retryAtNanos = nowNanos + Math.min(policy.backoffMsMax(), backoffMs) * 1_000_000;
        return true;
    }

    private boolean worthAnother(Throwable error, long nowNanos) {
        // The same record with the same state gives the same value again: what cannot be stored never can.
        if (error instanceof Rejected
                || error instanceof StoreException
                || error instanceof FaultException
                || error instanceof CodecException
                || isOneOf(policy.fatal(), error)) {
            return false;
        }
        if (isOneOf(policy.transients(), error)) {
            return nowNanos - firstAtNanos < policy.transientMs() * 1_000_000;
        }
        return attempts <= policy.retries();
    }

    /** By name along the superclasses: the model is data, and knows no classes. */
    private static boolean isOneOf(List<String> names, Throwable error) {
        if (names.isEmpty()) {
            return false;
        }
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
        }
        return false;
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
