package io.millrace.spi;

import io.millrace.api.WindowAssigner;
import io.millrace.api.WindowSpan;
import io.millrace.model.ListenerModel;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler generates for one listener: its model, its live types, and direct calls into the handler class.
 *
 * <p>Indexes are positions in the lists of {@link #model()}. Implementations are stateless, public, and have a public
 * constructor without parameters; they may be used by many threads. Whatever user code throws passes through unchanged.
 */
public interface Binding {
    /** The same content as the manifest {@code META-INF/millrace/<listener>.json}. */
    ListenerModel model();

    Class<?> handlerType();

    /** The constructor parameters that are handles, in order: the names by which {@code handles} are passed to the bean. */
    List<HandleRef> handles();

    TypeRef keyType();

    TypeRef inputType(int input);

    /** The store's types in the order of {@code StoreModel.types}. */
    List<TypeRef> storeTypes(int store);

    /** Only for timers with ids. */
    TypeRef timerIdType(int timer);

    /** The output's key type; the listener's for outputs keyed as the current record. */
    TypeRef outputKeyType(int output);

    TypeRef outputValueType(int output);

    void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) throws Exception;

    void onTimer(Object handler, int timer, Object key, Call call) throws Exception;

    /** Milliseconds since 1970; only for inputs whose model has such a method. */
    long eventTime(int input, Object body) throws Exception;

    /** What is known of event time behind a record; only for inputs whose model is punctuated. */
    OptionalLong watermark(int input, Object body) throws Exception;

    /** Only for inputs whose model has a tie-break. */
    long tieBreak(int input, Object body) throws Exception;

    /** The window's accumulator. */
    TypeRef windowType(int window);

    Object foldWindow(int window, @Nullable Object soFar, Object body) throws Exception;

    /** Only for windows whose model says so. */
    Object mergeWindow(int window, Object earlier, Object later) throws Exception;

    /** Milliseconds; only for sessions whose records say how long they last. */
    long gap(int window, Object body) throws Exception;

    /** A new one; only for custom windows. */
    WindowAssigner assigner(int window);

    void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call)
            throws Exception;

    /** Only for rolling stores. */
    Object fold(int store, @Nullable Object soFar, Object element) throws Exception;

    /** Only for rolling stores whose model says so. */
    @Nullable
    Object unfold(int store, Object soFar, Object element) throws Exception;
}
