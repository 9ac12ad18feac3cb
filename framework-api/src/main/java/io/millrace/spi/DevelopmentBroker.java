package io.millrace.spi;

/** A broker for development, found by {@link java.util.ServiceLoader} where millrace-dev is on the class path. */
public interface DevelopmentBroker {
    /**
     * Starts a broker, or joins the one that another process of the application has started.
     *
     * @return its bootstrap servers
     */
    String start(String application);
}
