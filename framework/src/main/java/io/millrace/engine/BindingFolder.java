package io.millrace.engine;

import io.millrace.spi.Binding;
import io.millrace.windowing.rolling.Folder;
import org.jspecify.annotations.Nullable;

/** A rolling store's fold methods, through the generated calls. */
record BindingFolder(Binding binding, int store) implements Folder<Object, Object> {
    @Override
    public Object fold(@Nullable Object soFar, Object element) {
        try {
            return binding.fold(store, soFar, element);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }

    @Override
    public @Nullable Object unfold(Object soFar, Object element) {
        try {
            return binding.unfold(store, soFar, element);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }
}
