package io.millrace.engine;

import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import io.millrace.windowing.window.WindowFold;
import org.jspecify.annotations.Nullable;

/** A window's fold, gap and merge methods, through the generated calls. */
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
            throw new IllegalStateException("MR-0608: " + method + "(\"" + name()
                    + "\") returned null: a window with an element in it has a result; return an empty one");
        }
        return result;
    }

    @Override
    public long gapMs(Object element) {
        long gap;
        try {
            gap = binding.gap(window, element);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
        if (gap < 1 || gap > WindowModel.LENGTH_MS_MAX) {
            throw new IllegalStateException("MR-0619: @Gap(\"" + name() + "\") returned " + gap
                    + ": a gap is at least 1 millisecond and at most 36500 days");
        }
        return gap;
    }

    private String name() {
        return binding.model().windows().get(window).name();
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
