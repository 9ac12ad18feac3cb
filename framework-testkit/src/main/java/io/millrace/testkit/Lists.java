package io.millrace.testkit;

import io.millrace.api.ListState;
import java.util.ArrayList;
import java.util.List;

record Lists<T>(PerKey<List<T>> lists, int maxEntries) implements ListState<T> {
    @Override
    public void add(T element) {
        List<T> list = lists.orNew(ArrayList::new);
        list.add(element);
        if (maxEntries > 0 && list.size() > maxEntries) {
            list.remove(0);
        }
    }

    @Override
    public List<T> get() {
        return List.copyOf(lists.orElse(List.of()));
    }

    @Override
    public int size() {
        return lists.orElse(List.of()).size();
    }

    @Override
    public void clear() {
        lists.clear();
    }
}
