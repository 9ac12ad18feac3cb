package io.millrace.state;

import org.jspecify.annotations.Nullable;

/** A store could not do what was asked. The message begins with its MR code and says what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** It is not known, or not a matter, which task's store it is. */
    private static final int NO_TASK = -1;

    private final boolean corrupt;
    private final int task;

    public StoreException(String message, boolean corrupt, @Nullable Throwable cause) {
        this(NO_TASK, message, corrupt, cause);
    }

    public StoreException(int task, String message, boolean corrupt, @Nullable Throwable cause) {
        super(message, cause);
        this.corrupt = corrupt;
        this.task = task;
    }

    /** Whose store it is; negative if that is not known. */
    public int task() {
        return task;
    }

    /** Whether the content is damaged, so that rebuilding it from the changelog helps. */
    public boolean corrupt() {
        return corrupt;
    }
}
