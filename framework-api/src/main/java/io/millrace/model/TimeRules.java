package io.millrace.model;

import io.millrace.api.Order;
import java.util.function.BiConsumer;

/** What must hold for the event time and the watermark of one input. */
final class TimeRules {
    private final InputModel input;
    private final EventTimeModel time;
    private final Order order;
    private final BiConsumer<ErrorCode, String> problems;

    TimeRules(InputModel input, EventTimeModel time, Order order, BiConsumer<ErrorCode, String> problems) {
        this.input = input;
        this.time = time;
        this.order = order;
        this.problems = problems;
    }

    void check() {
        WatermarkStrategy strategy = time.strategy();
        if (input.repartition() && strategy != WatermarkStrategy.BOUNDED) {
            twice("its watermark comes in band from who writes it: remove what makes another");
            return;
        }
        if (strategy.replacesEventTime() && time.method()) {
            twice("@InputTime takes its time from a clock, so that @EventTime is never asked: keep one of them");
        }
        if (!strategy.waitsForDisorder() && time.outOfOrderMs() > 0) {
            twice("its watermark does not follow from disorder: remove outOfOrder = "
                    + Durations.text(time.outOfOrderMs()));
        }
        if (strategy == WatermarkStrategy.PROCESSING && order == Order.EVENT_TIME) {
            problems.accept(
                    ErrorCode.ORDER_BY_CLOCK,
                    "input '" + input.name() + "' has no time of its own (processing time), so that order = EVENT_TIME"
                            + " would be another after each restart: use INGESTION, or order = ARRIVAL");
        }
        checkLearning();
    }

    private void checkLearning() {
        boolean learns = time.strategy() == WatermarkStrategy.ADAPTIVE;
        if (!learns && (time.onTimePpm() > 0 || time.outOfOrderMsMax() > 0)) {
            bounds("onTime and outOfOrderMax belong together, and to the adaptive strategy: set both, or neither");
        } else if (learns
                && (time.onTimePpm() < EventTimeModel.ON_TIME_PPM_MIN
                        || time.onTimePpm() > EventTimeModel.ON_TIME_PPM_MAX)) {
            bounds("a share of " + time.onTimePpm() / 1e6 + " on time: set onTime from 0.5 to 0.9999");
        } else if (learns && time.outOfOrderMsMax() <= time.outOfOrderMs()) {
            bounds("disorder is learned between outOfOrder = " + Durations.text(time.outOfOrderMs())
                    + " and outOfOrderMax = " + Durations.text(time.outOfOrderMsMax())
                    + ": set outOfOrderMax to the longest that may be waited");
        }
    }

    private void twice(String message) {
        problems.accept(ErrorCode.WATERMARK_TWICE, "input '" + input.name() + "': " + message);
    }

    private void bounds(String message) {
        problems.accept(ErrorCode.WATERMARK_BOUNDS, "input '" + input.name() + "': " + message);
    }
}
