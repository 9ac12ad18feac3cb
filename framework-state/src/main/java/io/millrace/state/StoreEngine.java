package io.millrace.state;

/** Makes the stores of one listener on one replica. Thread-safe: tasks are opened on several threads. */
public interface StoreEngine extends AutoCloseable {
    /**
     * Opens what is there, or a new store. A store may be open only once.
     *
     * @throws StoreException with {@link StoreException#corrupt()} if what is there cannot be read
     */
    TaskStore open(int task);

    /**
     * Opens for a {@link Restorer} that has much to write: the fastest way, without reads. What was written is on disk
     * only after {@code close}; after a crash the store holds a prefix of the writes, as ever. To be opened anew for use.
     */
    default TaskStore openToRestore(int task) {
        return open(task);
    }

    /**
     * How far what is kept for the task is, without opening it: its checkpoint's changelog position, or less after a
     * crash; -1 if nothing is kept.
     */
    long position(int task);

    /** Removes everything kept for the task, which must not be open. */
    void wipe(int task);

    /** Closes what is shared; all task stores must be closed before. */
    @Override
    void close();
}
