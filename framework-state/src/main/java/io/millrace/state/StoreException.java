package io.millrace.state;

import org.jspecify.annotations.Nullable;

/** A store could not do what was asked. The message begins with its MR code and says what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean corrupt;

    public StoreException(String message, boolean corrupt, @Nullable Throwable cause) {
        super(message, cause);
        this.corrupt = corrupt;
    }

    /** Whether the content is damaged, so that rebuilding it from the changelog helps. */
    public boolean corrupt() {
        return corrupt;
    }
}
