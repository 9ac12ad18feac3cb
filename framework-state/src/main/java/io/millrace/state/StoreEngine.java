package io.millrace.state;

/** Makes the stores of one listener on one replica. Thread-safe: tasks are opened on several threads. */
public interface StoreEngine extends AutoCloseable {
    /**
     * Opens what is there, or a new store. A store may be open only once.
     *
     * @throws StoreException with {@link StoreException#corrupt()} if what is there cannot be read
     */
    TaskStore open(int task);

    /** Whether something is kept for the task. */
    boolean exists(int task);

    /** Removes everything kept for the task, which must not be open. */
    void wipe(int task);

    /** Closes what is shared; all task stores must be closed before. */
    @Override
    void close();
}
