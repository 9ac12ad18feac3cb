package io.millrace.spi;

import io.millrace.api.Rejected;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a handler's binding is called and found, and what generated code shares.
 *
 * <p>All bindings of a class path are listed as Micronaut services, one file per class:
 * {@code META-INF/micronaut/io.millrace.spi.Binding/<class>}, which {@code SoftServiceLoader.load(Binding.class)} reads.
 * {@link #of} finds one by its handler and needs no Micronaut.
 */
public final class Bindings {
    private Bindings() {}

    /**
     * The binding's simple name, in the handler's package.
     *
     * @param handler the handler's name within its package: {@code Fraud}, or {@code Outer$Fraud} if nested
     */
    public static String simpleName(String handler) {
        return "$" + handler.replace('$', '_') + "$Millrace";
    }

    /**
     * The binding of one handler class, found by its name.
     *
     * @throws IllegalStateException if the class was compiled without the processor
     */
    public static Binding of(Class<?> handler) {
        String prefix = handler.getPackageName() + ".";
        String name = prefix + simpleName(handler.getName().substring(prefix.length()));
        try {
            return (Binding) Class.forName(name, true, handler.getClassLoader())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    handler.getName() + " has no binding: is it a @StatefulListener, and is millrace-processor on"
                            + " annotationProcessorPaths?",
                    e);
        }
    }

    /** A header as text in UTF-8. */
    public static @Nullable String text(byte @Nullable [] header) {
        return header == null ? null : new String(header, StandardCharsets.UTF_8);
    }

    /** A header that a handler cannot do without: no retry will bring it. */
    public static <T> T required(@Nullable T header, String name) {
        if (header == null) {
            throw new Rejected("header '" + name + "' is missing");
        }
        return header;
    }

    /** Sends what a method returned, which is one message. */
    public static void send(Call call, int output, String method, @Nullable Object message) {
        call.send(output, returned(message, method));
    }

    /** Sends what a method returned, unless that is null. */
    public static void sendIfAny(Call call, int output, @Nullable Object message) {
        if (message != null) {
            call.send(output, message);
        }
    }

    /** Sends all that a method returned, in its order. */
    public static void sendAll(Call call, int output, String method, @Nullable Iterable<?> messages) {
        for (Object message : returned(messages, method)) {
            call.send(output, returned(message, method));
        }
    }

    private static <T> T returned(@Nullable T message, String method) {
        if (message == null) {
            throw new IllegalStateException("MR-0607: " + method
                    + " returned null; return a message or, to send none, say so: @Nullable on the return type, or an"
                    + " empty list");
        }
        return message;
    }
}
