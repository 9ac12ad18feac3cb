package io.millrace.config;

import io.millrace.model.Durations;
import io.millrace.model.EventTimeModel;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a setting's value is written.
 *
 * @param code of the problem with a value that is not written so
 * @param allowed what may be written, for people
 * @param read throws {@link IllegalArgumentException} for anything else
 */
record Form<T>(String code, String allowed, Function<String, T> read) {
    /** What {@code off} is read as where a duration may be off. */
    static final long OFF = -1;

    /** What {@code auto} is read as where the engine may choose a duration. */
    static final long AUTO = -1;

    static final Form<String> TEXT = new Form<>("MR-0201", "text", text -> text);

    static final Form<Boolean> FLAG = new Form<>("MR-0203", "true or false", text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(text);
    });

    private static final BigDecimal SHARE_MIN = BigDecimal.valueOf(EventTimeModel.ON_TIME_PPM_MIN, 6);

    private static final BigDecimal SHARE_MAX = BigDecimal.valueOf(EventTimeModel.ON_TIME_PPM_MAX, 6);

    /** A share of records, read as millionths. */
    static final Form<Integer> SHARE = new Form<>("MR-0204", "a share from 0.5 to 0.9999", text -> {
        BigDecimal share = new BigDecimal(text);
        if (share.compareTo(SHARE_MIN) < 0 || share.compareTo(SHARE_MAX) > 0) {
            throw new IllegalArgumentException(text);
        }
        return share.movePointRight(6).intValue();
    });

    private static final String DURATIONS = "a duration such as 100ms, 30s, 5m, 2h or 7d";

    static Form<Long> duration(long leastMs) {
        String allowed = DURATIONS + (leastMs > 0 ? ", " + Durations.text(leastMs) + " at least" : "");
        return new Form<>("MR-0205", allowed, text -> atLeast(leastMs, Durations.zeroOrMoreMs(text)));
    }

    static Form<Long> durationOrOff() {
        return new Form<>(
                "MR-0205", DURATIONS + ", or off", text -> text.equals("off") ? OFF : Durations.positiveMs(text));
    }

    static Form<Long> durationOrAuto() {
        return new Form<>(
                "MR-0205", DURATIONS + ", or auto", text -> text.equals("auto") ? AUTO : Durations.zeroOrMoreMs(text));
    }

    /** A place in a log by name or time. */
    static Form<Long> startAt() {
        return new Form<>("MR-0231", "earliest, latest, or a time such as 2026-05-01T00:00:00Z", text -> switch (text) {
            case "earliest" -> Long.MIN_VALUE;
            case "latest" -> Long.MAX_VALUE;
            default -> instant(text);
        });
    }

    private static long instant(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Form<Integer> number(int least, int most) {
        String allowed = String.format(Locale.ROOT, "a number from %,d to %,d", least, most);
        return new Form<>("MR-0204", allowed, text -> {
            int value = Integer.parseInt(text.replace("_", ""));
            if (value < least || value > most) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    /** A number of bytes, also with k, m or g behind it. */
    static Form<Long> bytes(long least) {
        String allowed = "a size such as 512m or 2g, " + (least >> 20) + "m at least";
        return new Form<>("MR-0217", allowed, text -> {
            int unit = " kmg".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
            String number = unit > 0 ? text.substring(0, text.length() - 1) : text;
            long count = Long.parseLong(number);
            if (count > Long.MAX_VALUE >> 30) {
                throw new IllegalArgumentException("too much");
            }
            return atLeast(least, count << 10 * Math.max(0, unit));
        });
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        E[] all = type.getEnumConstants();
        String allowed = Arrays.stream(all).map(Form::written).collect(Collectors.joining(", "));
        return new Form<>("MR-0206", allowed, text -> Arrays.stream(all)
                .filter(one -> written(one).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long atLeast(long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException("too little");
        }
        return value;
    }
}
