package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import ${package}.OrderTotals.Order;
import ${package}.OrderTotals.Total;
import io.millrace.testkit.States;
import io.millrace.testkit.TestOut;
import org.junit.jupiter.api.Test;

class OrderTotalsTest {
    @Test
    void addsUpWhatACustomerSpends() {
        TestOut<Total> totals = States.out();
        OrderTotals handler = new OrderTotals(States.longValue(), totals);

        handler.on("ada", new Order("tea", 300));
        handler.on("ada", new Order("milk", 120));

        assertThat(totals.sent()).containsExactly(new Total("ada", 300), new Total("ada", 420));
    }
}
