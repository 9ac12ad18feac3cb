package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.docs.Shop.Hour;
import io.millrace.docs.Shop.Order;
import io.millrace.docs.Shop.Rush;
import io.millrace.docs.Shop.Unusual;
import io.millrace.testkit.StatefulTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Aggregates and sketches through the real engine, against the same figures from plain lists. */
class ShopTest {
    private static final long QUARTER_MS = 15 * 60_000;
    private static final long HOUR_MS = 4 * QUARTER_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** Without any trouble. */
    private static final StatefulTest QUIET = played(test -> {});

    /** Two days of a shop, in order of time. */
    private static List<Order> orders() {
        Random random = new Random(17);
        List<Order> orders = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 200; i++) {
            at += random.nextInt(1_440_000);
            String customer = "c" + random.nextInt(60);
            long cents = 100 + random.nextInt(5_000) + (random.nextInt(20) == 0 ? 20_000 : 0);
            orders.add(new Order(customer, "a" + i, cents, 1 + random.nextInt(30_000), at));
        }
        return orders;
    }

    private static StatefulTest played(Consumer<StatefulTest> between) {
        StatefulTest test = StatefulTest.of(Shop.class).partitions(2);
        List<Order> orders = orders();
        for (int i = 0; i < orders.size(); i++) {
            test.send("orders", "mill-lane", orders.get(i));
            if (i % 25 == 24) {
                between.accept(test);
            }
        }
        return test.endInput();
    }

    private static List<Order> between(long from, long to) {
        return orders().stream()
                .filter(order -> order.at() >= from && order.at() < to)
                .toList();
    }

    @Test
    void hoursAreWhatTheirOrdersAddUpTo() {
        List<Hour> hours = QUIET.output("hours", Hour.class);
        assertThat(hours).hasSizeGreaterThan(100).allSatisfy(hour -> {
            List<Order> sold = between(hour.end() - HOUR_MS, hour.end());
            List<Long> waited = sold.stream().map(Order::waitedMs).sorted().toList();
            long exact = waited.get((int) (0.95 * (waited.size() - 1)));
            assertThat(hour.cents())
                    .isEqualTo(sold.stream().mapToLong(Order::cents).sum());
            assertThat(hour.best())
                    .isEqualTo(sold.stream()
                            .max(Comparator.comparingLong(Order::cents))
                            .orElseThrow()
                            .article());
            assertThat(hour.customers())
                    .isEqualTo(sold.stream().map(Order::customer).distinct().count());
            assertThat(hour.waited95()).isCloseTo(exact, within(exact * 0.01));
        });
    }

    @Test
    void unusualIsWhatStandsOutOfTheDayBefore() {
        List<Unusual> expected = new ArrayList<>();
        for (Order order : orders()) {
            long[] day = earlier(order, DAY_MS).mapToLong(Order::cents).toArray();
            if (day.length >= 10 && order.cents() > average(day) + 2 * deviation(day)) {
                long visitors = Stream.concat(earlier(order, 2 * HOUR_MS), Stream.of(order))
                        .map(Order::customer)
                        .distinct()
                        .count();
                expected.add(new Unusual(order.customer(), order.cents(), average(day), visitors));
            }
        }
        assertThat(expected).hasSizeGreaterThan(3);
        assertThat(QUIET.output("unusual-orders", Unusual.class)).isEqualTo(expected);
    }

    private static Stream<Order> earlier(Order order, long ms) {
        return between(order.at() - ms + 1, order.at() + 1).stream()
                .takeWhile(other -> !other.article().equals(order.article()));
    }

    private static double average(long[] cents) {
        return (double) LongStream.of(cents).sum() / cents.length;
    }

    private static double deviation(long[] cents) {
        double average = average(cents);
        return Math.sqrt(LongStream.of(cents)
                .mapToDouble(each -> Math.pow(each - average, 2))
                .average()
                .orElseThrow());
    }

    @Test
    void sessionsMergeWithoutAMergeMethod() {
        List<Rush> rushes = QUIET.output("rushes", Rush.class);
        assertThat(rushes.stream().mapToLong(Rush::orders).sum()).isEqualTo(orders().size());
        assertThat(rushes).anyMatch(rush -> rush.orders() > 1).anyMatch(rush -> rush.orders() == 1);
    }

    /** Nothing is told otherwise when state is restored from disk, from the changelog, elsewhere, or handled again. */
    @Test
    void crashesAndMovesChangeNothing() {
        int[] times = {0};
        StatefulTest troubled = played(test -> {
            switch (times[0]++ % 4) {
                case 0 -> test.restart();
                case 1 -> test.restartWithoutDisk();
                case 2 -> test.crashBeforeCommit();
                default -> test.rebalance(2, 1);
            }
        });
        for (String topic : List.of("hours", "unusual-orders", "rushes")) {
            assertThat(troubled.output(topic)).as(topic).isEqualTo(QUIET.output(topic));
        }
    }

    @Test
    void theHandlerCanBeReplayed() {
        StatefulTest test = StatefulTest.of(Shop.class);
        orders().stream().limit(60).forEach(order -> test.send("orders", "mill-lane", order));
        test.endInput().verifyReplayable();
    }
}
