package io.millrace.acceptance.answers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.commons.csv.CSVRecord;

/**
 * What a table's rows are observations of, in the words of the published answers.
 *
 * @param words tells it from others
 * @param taken rows that count, in the order of the file
 */
record Reading(
        String words, Predicate<CSVRecord> taken, Function<CSVRecord, String> key, ToLongFunction<CSVRecord> amount) {
    private static final ToLongFunction<CSVRecord> ONE = row -> 1;

    /** All rows of a file under one key. */
    static Reading whole() {
        return new Reading("whole", row -> true, row -> "", ONE);
    }

    /** All rows, by a column, with what the answer's name says is summed up. */
    static Reading by(String column, String measure) {
        return new Reading(column + " " + measure, row -> true, row -> row.get(column), measured(measure));
    }

    private static ToLongFunction<CSVRecord> measured(String measure) {
        return switch (measure) {
            case "all" -> ONE;
            case "count" -> row -> 0;
            case "count_sumdelta" -> row -> Long.parseLong(row.get("delta"));
            case "count_revenue_milli" -> row -> milli(row.get("unit_price")) * Long.parseLong(row.get("quantity"));
            default -> throw new IllegalArgumentException("nobody knows how to sum up " + measure);
        };
    }

    private static long milli(String price) {
        return new BigDecimal(price)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Whose visits are meant: a word of its own, or a column. */
    static Reading visitsOf(String whose) {
        return switch (whose) {
            case "nonrobot" -> new Reading(whose, row -> row.get("robot").equals("0"), row -> row.get("user"), ONE);
            case "customer_invoices" -> new Reading(whose, firstOfEachInvoice(), row -> row.get("customer_id"), ONE);
            default -> by(whose, "all");
        };
    }

    /** An invoice has many lines; it happens once, and only those with a customer count. */
    private static Predicate<CSVRecord> firstOfEachInvoice() {
        Set<String> seen = new HashSet<>();
        return row -> seen.add(row.get("invoice")) && !row.get("customer_id").isEmpty();
    }

    List<Series.Entry> read(Table table) {
        return table.rows().stream()
                .filter(taken)
                .map(row -> new Series.Entry(key.apply(row), new Observation(table.at(row), amount.applyAsLong(row))))
                .toList();
    }
}
