package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Events;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    /** All of them have an empty default: one that is not handed on would be lost in silence. */
    @Test
    void everyEventIsHandedOn() {
        assertThat(Arrays.stream(Events.class.getMethods())
                        .filter(Method::isDefault)
                        .map(Method::getName))
                .allSatisfy(name -> assertThat(Arrays.stream(Broadcast.class.getDeclaredMethods())
                                .map(Method::getName))
                        .contains(name));
    }
}
