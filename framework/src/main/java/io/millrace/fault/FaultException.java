package io.millrace.fault;

/** Carries a {@link Fault} from a port to the one place in the engine that decides. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public FaultException(Fault fault) {
        super(fault.text(), fault.cause());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
