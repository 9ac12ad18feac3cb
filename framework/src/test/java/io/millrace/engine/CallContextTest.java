package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Clock;
import io.millrace.state.DueEntry;
import io.millrace.windowing.order.Origin;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallContextTest {
    private static final byte[] KEY = {1, 2};
    private static final Clock CLOCK = new Clock() {
        @Override
        public long wallMs() {
            return 0;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    private final CallContext call = new CallContext(3, CLOCK);

    private Origin sentBy(byte[] key, int timer, byte... id) {
        call.enterTimer(new DueEntry(7, 0, key, id), timer, null, 0);
        return call.nextOrigin();
    }

    /** Downstream, equal origins at one time would be one place in the order: the second record would come too late. */
    @Test
    void whatTwoTimersSendIsToldApart() {
        Set<Origin> origins = new HashSet<>();
        origins.add(sentBy(KEY, 0));
        origins.add(sentBy(KEY, 1));
        origins.add(sentBy(KEY, 0, (byte) 3));
        origins.add(sentBy(KEY, 0, (byte) 4));
        origins.add(sentBy(new byte[] {1}, 0, (byte) 2, (byte) 3));
        origins.add(sentBy(new byte[] {1, 2, 3}, 0));
        assertThat(origins).hasSize(6);
        assertThat(sentBy(KEY, 0, (byte) 3)).isIn(origins);
    }
}
