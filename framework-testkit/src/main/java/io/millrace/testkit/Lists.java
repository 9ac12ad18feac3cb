package io.millrace.testkit;

import io.millrace.api.ListState;
import java.util.ArrayList;
import java.util.List;

record Lists<T>(PerKey<List<Written<T>>> lists, Life life, int maxEntries) implements ListState<T> {
    @Override
    public void add(T element) {
        List<Written<T>> list = lists.orNew(ArrayList::new);
        list.add(new Written<>(element, life.now()));
        if (maxEntries > 0 && list.size() > maxEntries) {
            list.remove(0);
        }
    }

    @Override
    public List<T> get() {
        return lists.orElse(List.of()).stream()
                .filter(element -> !life.over(element.at()))
                .map(Written::value)
                .toList();
    }

    @Override
    public int size() {
        return get().size();
    }

    @Override
    public void clear() {
        lists.clear();
    }
}
