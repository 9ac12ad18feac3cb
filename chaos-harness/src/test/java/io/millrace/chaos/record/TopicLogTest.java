package io.millrace.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.record.LogRecord.Fate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and fates of transactions come from a log's files, and a log that has lost something is refused. */
class TopicLogTest {
    private static final long ONE = 11;
    private static final long OTHER = 22;

    @TempDir
    Path data;

    private LogWriter log;

    @BeforeEach
    void begin() {
        log = new LogWriter(data, "t");
    }

    private List<LogRecord> read() {
        return TopicLog.read(data, "t", 0);
    }

    @Test
    void transactionsThatAreMixedHaveEachTheirOwnFate() {
        log.data(ONE, 1, "a", "1", "b", "2")
                .data(OTHER, 5, "c", "3")
                .abort(OTHER, 5)
                .data(ONE, 1, "d", "4");
        // Fencing and the end of a transaction raise the epoch: the marker bears another than the data.
        log.commit(ONE, 2).data(ONE, 2, "e", "5");
        List<LogRecord> records = read();
        assertThat(records)
                .extracting(LogRecord::keyText, LogRecord::tx, LogRecord::fate, LogRecord::sealedAt)
                .containsExactly(
                        tuple("a", "11/1", Fate.COMMITTED, 5L),
                        tuple("b", "11/1", Fate.COMMITTED, 5L),
                        tuple("c", "22/5", Fate.ABORTED, 3L),
                        tuple("d", "11/1", Fate.COMMITTED, 5L),
                        tuple("e", "11/2", Fate.OPEN, LogRecord.UNSEALED));
        assertThat(records.stream().filter(LogRecord::readable).count()).isEqualTo(3);
    }

    @Test
    void aCompactedLogIsRefused() {
        log.data(ONE, 1, "a", "1").commit(ONE, 2).gap(3).data(ONE, 2, "a", "2").commit(ONE, 3);
        assertThatThrownBy(this::read).isInstanceOf(Problem.class).hasMessageContaining("MR-0933");
    }

    @Test
    void twoTransactionsOfOneNameAreRefused() {
        log.data(ONE, 1, "a", "1").commit(ONE, 1).data(ONE, 1, "b", "2").commit(ONE, 1);
        assertThatThrownBy(this::read).isInstanceOf(Problem.class).hasMessageContaining("two transactions called 11/1");
    }
}
