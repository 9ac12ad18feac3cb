package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeldomTest {
    @Test
    void theFirstIsToldAtOnceAndTheOthersTogether() {
        Seldom seldom = new Seldom(60);
        assertThat(seldom.happened(-1_000)).isEqualTo(1);
        assertThat(seldom.happened(-990)).isZero();
        assertThat(seldom.happened(-941)).isZero();
        assertThat(seldom.happened(-940)).isEqualTo(3);
        assertThat(seldom.happened(-939)).isZero();
        assertThat(seldom.happened(500)).isEqualTo(2);
    }
}
