package io.millrace.engine;

import io.millrace.spi.Binding;
import io.millrace.windowing.window.WindowFold;
import org.jspecify.annotations.Nullable;

/** A window's fold and merge methods, through the generated calls. */
record BindingFold(Binding binding, int window) implements WindowFold {
    @Override
    public Object fold(@Nullable Object soFar, Object element) {
        try {
            return notNull("@Fold", binding.foldWindow(window, soFar, element));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }

    private Object notNull(String method, @Nullable Object result) {
        if (result == null) {
            String name = binding.model().windows().get(window).name();
            throw new IllegalStateException("MR-0608: " + method + "(\"" + name
                    + "\") returned null: a window with an element in it has a result; return an empty one");
        }
        return result;
    }

    @Override
    public Object merge(Object earlier, Object later) {
        try {
            return notNull("@Merge", binding.mergeWindow(window, earlier, later));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }
}
