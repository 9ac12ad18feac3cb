package io.millrace.acceptance.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All questions that one computation answers at once: a listener, started with the lengths of its windows. */
record Run(Computation computation, List<Question> questions) {
    /** Questions by what is computed. */
    static List<Run> of(List<Question> questions) {
        Map<Computation, List<Question>> byComputation = new LinkedHashMap<>();
        for (Question question : questions) {
            byComputation
                    .computeIfAbsent(question.computation(), none -> new ArrayList<>())
                    .add(question);
        }
        return byComputation.entrySet().stream()
                .map(run -> new Run(run.getKey(), run.getValue()))
                .toList();
    }

    /** Runs that can share a start of the service, because their listeners are different. */
    static List<List<Run>> together(List<Run> runs) {
        List<List<Run>> starts = new ArrayList<>();
        for (Run run : runs) {
            starts.stream()
                    .filter(start ->
                            start.stream().noneMatch(other -> other.listener().equals(run.listener())))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Run> start = new ArrayList<>();
                        starts.add(start);
                        return start;
                    })
                    .add(run);
        }
        return starts;
    }

    String listener() {
        return computation.kind().listener();
    }

    /** Each is a partition of the listener's input. */
    List<Series> series() {
        return questions.stream().map(Question::series).distinct().toList();
    }

    /** What configuration says of the listener. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        String listener = "millrace.listeners." + listener() + ".";
        computation.lengths().forEach((length, value) -> settings.put(listener + "windows.windows." + length, value));
        settings.put(listener + "watermark.future-max", "off"); // marks may lie there
        settings.put(listener + "watermark.out-of-order", disorderMs() + "ms");
        settings.put("millrace.inputs." + name("in") + ".bounded", "true");
        return settings;
    }

    /** One more than there is: an event at the watermark itself is not late, but the session that it touches has closed. */
    private long disorderMs() {
        return computation.drops()
                ? 0
                : 1 + series().stream().mapToLong(Series::disorderMs).max().orElse(0);
    }

    /** How the listener calls a topic of its own. */
    String name(String which) {
        return listener() + "-" + which;
    }
}
