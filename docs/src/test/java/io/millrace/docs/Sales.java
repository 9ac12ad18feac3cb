package io.millrace.docs;

import io.millrace.api.Mergeable;
import io.millrace.api.aggregate.LongStats;
import io.millrace.api.aggregate.TopN;
import io.millrace.docs.Shop.Order;
import io.millrace.sketches.DistinctCount;
import io.millrace.sketches.Quantiles;
import org.jspecify.annotations.Nullable;

/** What a shop sold: several aggregates of the same orders. */
record Sales(LongStats cents, TopN<Sales.Item> best, DistinctCount customers, Quantiles waiting)
        implements Mergeable<Sales> {
    record Item(String article, long cents) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            return Long.compare(cents, other.cents);
        }
    }

    static Sales add(@Nullable Sales soFar, Order order) {
        return new Sales(
                LongStats.add(soFar == null ? null : soFar.cents, order.cents()),
                TopN.add(soFar == null ? null : soFar.best, 3, new Item(order.article(), order.cents())),
                DistinctCount.add(soFar == null ? null : soFar.customers, order.customer()),
                Quantiles.add(soFar == null ? null : soFar.waiting, order.waitedMs()));
    }

    @Override
    public Sales merge(Sales later) {
        return new Sales(
                cents.merge(later.cents),
                best.merge(later.best),
                customers.merge(later.customers),
                waiting.merge(later.waiting));
    }
}
