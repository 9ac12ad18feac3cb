package io.millrace.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final long DAY = Transaction.DAY;

    @Test
    void agreesWithTheDefinitionOnADenseRandomStream() {
        List<Transaction> stream = denseStream();
        Reference reference = new Reference();
        for (Transaction transaction : stream) {
            assertThat(reference.next(transaction)).isEqualTo(byDefinition(stream, transaction));
        }
    }

    @Test
    void aWindowExcludesItsBeginAndIncludesItsEnd() {
        Reference reference = new Reference();
        reference.next(new Transaction(0, 0, 1, 1, 100, true));
        Features oneDayLater = reference.next(new Transaction(1, DAY, 1, 1, 10, false));
        assertThat(oneDayLater.get(Feature.C1N)).isEqualTo(1);
        assertThat(oneDayLater.get(Feature.C7S)).isEqualTo(110);
        Features labelJustKnown = reference.next(new Transaction(2, 7 * DAY, 2, 1, 10, false));
        assertThat(labelJustKnown.get(Feature.T1F)).isEqualTo(1);
        Features labelOutOfDay = reference.next(new Transaction(3, 8 * DAY, 2, 1, 10, false));
        assertThat(labelOutOfDay.get(Feature.T1F)).isZero();
        assertThat(labelOutOfDay.get(Feature.T1N)).isEqualTo(1);
    }

    @Test
    void tiesCountInOrderOfId() {
        Reference reference = new Reference();
        assertThat(reference.next(new Transaction(0, 5, 1, 1, 7, false)).get(Feature.C1N))
                .isEqualTo(1);
        assertThat(reference.next(new Transaction(1, 5, 1, 1, 8, false)).toString())
                .isEqualTo("1,2,15,2,15,2,15,0,0,0,0,0,0");
    }

    /** Few keys, times that collide and sit on day boundaries. */
    private static List<Transaction> denseStream() {
        Random random = new Random(42);
        List<Transaction> stream = new ArrayList<>();
        long second = 0;
        for (int id = 0; id < 1_500; id++) {
            second += random.nextInt(3) == 0 ? 0 : random.nextInt(6) * DAY / 8;
            stream.add(new Transaction(
                    id, second, random.nextInt(5), random.nextInt(4), random.nextInt(9_000), random.nextInt(5) == 0));
        }
        return stream;
    }

    private static Features byDefinition(List<Transaction> stream, Transaction now) {
        long[] values = new long[Feature.COUNT];
        int column = 0;
        for (long window : new long[] {DAY, 7 * DAY, 30 * DAY}) {
            List<Transaction> own = select(
                    stream,
                    t -> t.customer() == now.customer()
                            && t.second() > now.second() - window
                            && (t.second() < now.second() || t.second() == now.second() && t.id() <= now.id()));
            values[column++] = own.size();
            values[column++] = own.stream().mapToLong(Transaction::cents).sum();
        }
        for (long window : new long[] {DAY, 7 * DAY, 30 * DAY}) {
            List<Transaction> there = select(
                    stream,
                    t -> t.terminal() == now.terminal()
                            && t.second() > now.second() - 7 * DAY - window
                            && t.second() <= now.second() - 7 * DAY);
            values[column++] = there.size();
            values[column++] = there.stream().filter(Transaction::fraud).count();
        }
        return new Features(now.id(), values);
    }

    private static List<Transaction> select(List<Transaction> stream, Predicate<Transaction> condition) {
        return stream.stream().filter(condition).toList();
    }
}
