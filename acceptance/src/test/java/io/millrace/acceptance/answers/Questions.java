package io.millrace.acceptance.answers;

import io.micronaut.json.JsonMapper;
import io.millrace.acceptance.PublishedData;
import io.millrace.acceptance.answers.Computation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The published answers as questions to listeners. An answer is called by its data and, behind a dot, by what it is. */
final class Questions {
    private static final String FILE = "oracles.json";
    private static final String LENGTH = "(\\d+(?:ms|s|min|m|h|d))";
    private static final Pattern SIZE = Pattern.compile("tumbling_" + LENGTH);

    private final Map<Pattern, BiConsumer<Answer, MatchResult>> forms = Map.of(
            Pattern.compile("sessions_(\\w+)_gap" + LENGTH), this::visits,
            Pattern.compile("tumbling_" + LENGTH + "_by_([a-z]+)_(\\w+)"), this::totals,
            Pattern.compile("tumbling_" + LENGTH + "_grace" + LENGTH), this::totalsInTime,
            Pattern.compile("hopping_" + LENGTH + "_by" + LENGTH + "_(count)_per_([a-z]+)"), this::overlaps,
            Pattern.compile("late_dropped_grace" + LENGTH), this::dropped,
            Pattern.compile("(?:cep|join|long_rides)_\\w+"), this::notOfWindows);

    private final Tables tables;
    private final Map<String, Series> series = new HashMap<>();
    private final List<Question> asked = new ArrayList<>();
    private final Set<String> others = new TreeSet<>();

    /** One entry of the published answers. */
    private record Answer(String name, Map<?, ?> fields) {
        String of() {
            return name.split("\\.", 2)[0];
        }

        String what() {
            return name.substring(name.indexOf('.') + 1);
        }
    }

    private Questions(Tables tables) {
        this.tables = tables;
    }

    /**
     * All of them; skips the test if there are none.
     *
     * @throws IllegalArgumentException if what an answer is called or says is not understood
     */
    static Questions read() throws IOException {
        PublishedData data = new PublishedData(FILE);
        Map<?, ?> entries = JsonMapper.createDefault()
                .readValue(Files.readAllBytes(data.root().resolve(FILE)), Map.class);
        List<Answer> answers = entries.entrySet().stream()
                .map(answer -> new Answer((String) answer.getKey(), (Map<?, ?>) answer.getValue()))
                .toList();
        Set<String> called = answers.stream().map(Answer::of).collect(Collectors.toSet());
        Questions questions = new Questions(new Tables(data.root(), called));
        answers.forEach(questions::ask);
        return questions;
    }

    List<Question> asked() {
        return asked;
    }

    /** Answers about joins and patterns. */
    Set<String> others() {
        return others;
    }

    private void ask(Answer answer) {
        for (Map.Entry<Pattern, BiConsumer<Answer, MatchResult>> form : forms.entrySet()) {
            Matcher words = form.getKey().matcher(answer.what());
            if (words.matches()) {
                form.getValue().accept(answer, words);
                return;
            }
        }
        throw new IllegalArgumentException("nobody knows what " + answer.name() + " is");
    }

    private void visits(Answer answer, MatchResult words) {
        ask(answer, Reading.visitsOf(words.group(1)), computation(Kind.VISITS, false, "gap", words.group(2)));
    }

    private void totals(Answer answer, MatchResult words) {
        Computation totals = computation(Kind.TOTALS, false, "size", words.group(1));
        ask(answer, Reading.by(words.group(2), words.group(3)), totals);
    }

    /** The name does not say by what: the network that told of the earthquake. */
    private void totalsInTime(Answer answer, MatchResult words) {
        Computation totals = computation(Kind.TOTALS, true, "size", words.group(1), "allowed-lateness", words.group(2));
        ask(answer, Reading.by("net", "all"), totals);
    }

    private void overlaps(Answer answer, MatchResult words) {
        Computation overlaps = computation(Kind.OVERLAPS, false, "size", words.group(1), "slide", words.group(2));
        ask(answer, Reading.by(words.group(4), words.group(3)), overlaps);
    }

    /** Of several sizes of windows only how much comes too late for them. */
    private void dropped(Answer answer, MatchResult words) {
        answer.fields().forEach((field, count) -> {
            Matcher size = SIZE.matcher((String) field);
            if (!size.matches()) {
                throw new IllegalArgumentException("nobody knows what " + field + " of " + answer.name() + " is");
            }
            Computation totals =
                    computation(Kind.TOTALS, true, "size", size.group(1), "allowed-lateness", words.group(1));
            asked.add(new Question(
                    answer.name(), series(answer.of(), Reading.whole()), totals, Expected.dropped((Integer) count)));
        });
    }

    private void notOfWindows(Answer answer, MatchResult words) {
        others.add(answer.name());
    }

    private void ask(Answer answer, Reading reading, Computation computation) {
        Expected expected = Expected.of(answer.name(), answer.fields());
        asked.add(new Question(answer.name(), series(answer.of(), reading), computation, expected));
    }

    /** The lengths in pairs, as answers are called: what they call min is m in configuration. */
    private static Computation computation(Kind kind, boolean drops, String... lengths) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (int i = 0; i < lengths.length; i += 2) {
            settings.put(lengths[i], lengths[i + 1].replace("min", "m"));
        }
        return new Computation(kind, settings, drops);
    }

    private Series series(String of, Reading reading) {
        Table table = tables.called(of);
        return series.computeIfAbsent(table.name() + " " + reading.words(), none -> new Series(table, reading));
    }
}
