package io.millrace.dev.broker;

/** What becomes of a broker's folder when its last client is gone. */
public enum Afterwards {
    /** All stays; the broker shuts down in order, so that its next start is quick. */
    KEEP,
    /** The data goes, logs and settings stay. */
    DELETE_DATA,
    /** Nothing stays. */
    DELETE_ALL;

    /** Does it. The broker must not run, or must be about to halt. */
    public void apply(BrokerFolder folder) {
        switch (this) {
            case KEEP -> {}
            case DELETE_DATA -> folder.deleteData();
            case DELETE_ALL -> folder.deleteAll();
        }
    }
}
