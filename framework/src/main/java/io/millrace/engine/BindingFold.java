package io.millrace.engine;

import io.millrace.spi.Binding;
import io.millrace.windowing.window.WindowFold;
import org.jspecify.annotations.Nullable;

/** A window's fold and merge methods, through the generated calls. */
record BindingFold(Binding binding, int window) implements WindowFold {
    @Override
    public Object fold(@Nullable Object soFar, Object element) {
        try {
            return binding.foldWindow(window, soFar, element);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }

    @Override
    public Object merge(Object earlier, Object later) {
        try {
            return binding.mergeWindow(window, earlier, later);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }
}
