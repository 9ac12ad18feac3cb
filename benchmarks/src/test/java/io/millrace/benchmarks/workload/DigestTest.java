package io.millrace.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {

    private static final byte[] A = {1, 2};
    private static final byte[] B = {2, 1};

    private final Digest right = Digest.EMPTY.plus(A, B).plus(B, A).plus(A, A);

    @Test
    void doesNotDependOnOrder() {
        assertThat(Digest.EMPTY.plus(A, A).plus(Digest.EMPTY.plus(B, A).plus(A, B)))
                .isEqualTo(right);
    }

    @Test
    void tellsWhatIsLostDoubledSwappedOrChanged() {
        assertThat(Digest.EMPTY.plus(A, B).plus(B, A)).isNotEqualTo(right);
        assertThat(right.plus(A, A)).isNotEqualTo(right);
        assertThat(Digest.EMPTY.plus(A, B).plus(A, B).plus(A, A)).isNotEqualTo(right);
        assertThat(Digest.EMPTY.plus(A, B).plus(B, A).plus(A, new byte[] {1, 3}))
                .isNotEqualTo(right);
        assertThat(Digest.EMPTY.plus(new byte[] {1}, new byte[] {2, 3}))
                .isNotEqualTo(Digest.EMPTY.plus(new byte[] {1, 2}, new byte[] {3}));
    }
}
