package io.millrace.sketches;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.util.Arrays;

/** Many hashes: an {@link UltraLogLog}, a byte per register. */
final class Registers implements Hashes {
    private final UltraLogLog sketch;

    private Registers(UltraLogLog sketch) {
        this.sketch = sketch;
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @param bytes taken over
     * @throws IllegalArgumentException if their number is not 2 to the precision
     */
    static Registers read(int precision, byte[] bytes) {
        if (bytes.length != 1 << precision) {
            throw new IllegalArgumentException(
                    bytes.length + " registers of a distinct count of precision " + precision);
        }
        return new Registers(UltraLogLog.wrap(bytes));
    }

    static Registers of(int precision, int[] tokens) {
        UltraLogLog sketch = UltraLogLog.create(precision);
        for (int token : tokens) {
            sketch.addToken(token);
        }
        return new Registers(sketch);
    }

    @Override
    public Hashes with(int token) {
        UltraLogLog next = sketch.copy().addToken(token);
        return Arrays.equals(next.getState(), sketch.getState()) ? this : new Registers(next);
    }

    @Override
    public Hashes with(Hashes others) {
        if (others instanceof Registers registers) {
            return new Registers(UltraLogLog.merge(sketch, registers.sketch));
        }
        UltraLogLog next = sketch.copy();
        for (int token : ((Tokens) others).sorted()) {
            next.addToken(token);
        }
        return new Registers(next);
    }

    @Override
    public Hashes at(int lower) {
        return lower == sketch.getP() ? this : new Registers(sketch.downsize(lower));
    }

    @Override
    public double estimate() {
        return sketch.getDistinctCountEstimate();
    }

    @Override
    public byte[] toBytes() {
        return sketch.getState().clone();
    }
}
