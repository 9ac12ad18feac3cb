package io.millrace.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of all slots of a buffer, side by side, each at its slot's place.
 *
 * <p>A slot lives long and its value is young. Each reference from old memory into young makes the collector look at the
 * card (512 bytes) around it again; strewn over as many cards as there are slots, that was a sixth of what the handling
 * itself took. Here 128 of them share a card.
 */
final class SlotValues {
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private @Nullable Object[][] pages = {};
    private int used;
    private int[] free = new int[PAGE];
    private int freed;

    /** A place of its own, for a value that has not been read yet. */
    int take() {
        int place = freed > 0 ? free[--freed] : fresh();
        set(place, Slot.UNKNOWN);
        return place;
    }

    private int fresh() {
        if (used == pages.length << PAGE_BITS) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[pages.length - 1] = new Object[PAGE];
        }
        return used++;
    }

    /** Gives a place back; its slot must not be used any more. */
    void release(int place) {
        set(place, null);
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed * 2);
        }
        free[freed++] = place;
    }

    @Nullable
    Object get(int place) {
        return pages[place >> PAGE_BITS][place & PAGE - 1];
    }

    void set(int place, @Nullable Object value) {
        pages[place >> PAGE_BITS][place & PAGE - 1] = value;
    }
}
