package io.millrace.acceptance.answers;

import io.micronaut.json.JsonMapper;
import io.millrace.acceptance.Cluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what a run's listener has written, when it has come to the end of its series. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private Answers() {}

    /**
     * A result for each question.
     *
     * @param out topic of the listener's rows
     * @param late topic of what came too late
     */
    static Map<Question, Result> await(Run run, Cluster cluster, String out, String late) throws IOException {
        List<Result.Said> said = said(run.series(), cluster, out);
        List<String> tooLate = cluster.read(late, 0).stream()
                .filter(record -> header(record, "millrace.late.reason").equals("window-closed"))
                .map(ConsumerRecord::key)
                .toList();
        Map<Question, Result> results = new HashMap<>();
        run.questions().forEach(question -> results.put(question, Result.of(question, said, tooLate)));
        return results;
    }

    /** Everything up to the mark of each series, which comes last. */
    private static List<Result.Said> said(Collection<Series> series, Cluster cluster, String out) throws IOException {
        Set<String> marks = new HashSet<>();
        series.forEach(one -> marks.add(one.markKey()));
        List<Result.Said> said = new ArrayList<>();
        for (ConsumerRecord<String, String> row : cluster.read(out, marks.size(), row -> marks.remove(row.key()))) {
            said.add(new Result.Said(row.key(), JSON.readValue(row.value(), WindowRow.class)));
        }
        return said;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
