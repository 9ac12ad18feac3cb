package io.millrace.config;

import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.StoreModel;
import io.millrace.model.WindowModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds properties under {@code millrace.} that nobody reads: a misspelt name would be a setting that is silently not set.
 */
public final class UnknownProperties {
    private static final String ROOT = "millrace.";
    /** Names that differ in more letters are not taken for one another. */
    private static final int TYPOS_MAX = 3;

    private final Set<String> known = new TreeSet<>();
    private final Problems problems;

    public UnknownProperties(Collection<ListenerModel> listeners, Problems problems) {
        this.problems = problems;
        for (Setting<?> setting : Settings.all()) {
            switch (setting.scope()) {
                case SERVICE -> known.add(ROOT + setting);
                case INPUT -> listeners.forEach(listener -> addInputs(listener, setting));
                case LISTENER -> {
                    known.add(ROOT + "defaults." + setting);
                    listeners.forEach(listener -> known.add(ROOT + "listeners." + listener.name() + "." + setting));
                }
                case STORE -> listeners.forEach(listener -> addStores(listener, setting));
                case WINDOW -> listeners.forEach(listener -> addWindows(listener, setting));
            }
        }
    }

    private void addInputs(ListenerModel listener, Setting<?> setting) {
        for (InputModel input : listener.inputs()) {
            known.add(ROOT + "inputs." + input.name() + "." + setting);
        }
    }

    private void addStores(ListenerModel listener, Setting<?> setting) {
        for (StoreModel store : listener.stores()) {
            known.add(ROOT + "listeners." + listener.name() + ".state." + store.name() + "." + setting);
        }
    }

    private void addWindows(ListenerModel listener, Setting<?> setting) {
        for (WindowModel window : listener.windows()) {
            if (Settings.of(window.span(), setting)) {
                known.add(ROOT + "listeners." + listener.name() + ".windows." + window.name() + "." + setting);
            }
        }
    }

    /**
     * Notes each unknown one as a problem.
     *
     * @param names full names of properties that were written down by somebody
     */
    public void check(Collection<String> names) {
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith(ROOT) && !known.contains(name) && !name.startsWith(ROOT + "topics.names.")) {
                problems.add("MR-0215", name + ": there is no such setting" + suggestion(name));
            }
        }
    }

    private String suggestion(String name) {
        Optional<String> near = known.stream()
                .filter(candidate -> distance(name, candidate) <= TYPOS_MAX)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
        if (near.isPresent()) {
            return "; did you mean " + near.get() + "?";
        }
        List<String> beside = beside(name);
        return beside.isEmpty() ? "" : "; there are " + String.join(", ", beside);
    }

    /** What stands where the unknown part stands: the listeners, or the stores or windows of one. */
    private List<String> beside(String name) {
        String[] parts = name.split("\\.");
        String prefix = ROOT;
        for (int i = 1; i < parts.length; i++) {
            String longer = prefix + parts[i] + ".";
            if (known.stream().noneMatch(candidate -> candidate.startsWith(longer))) {
                break;
            }
            prefix = longer;
        }
        String common = prefix;
        return known.stream()
                .filter(candidate -> candidate.startsWith(common))
                .map(candidate -> common + candidate.substring(common.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** Letters to insert, remove or exchange (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
