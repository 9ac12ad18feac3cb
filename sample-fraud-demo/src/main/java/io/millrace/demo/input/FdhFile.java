package io.millrace.demo.input;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of transactions in fdh form: CSV, plain or gzip, with the header {@value #HEADER}, in order of ts, then
 * tx_id. It is read whole and checked line by line; the first broken line ends it with its number and what was
 * expected there.
 */
public final class FdhFile {
    /** The columns, exactly. */
    public static final String HEADER = "tx_id,ts,customer_id,terminal_id,amount_cents,fraud,scenario";

    /** 9999-12-31: anything later is a ts in milliseconds. */
    private static final long SECOND_MAX = 253_402_300_799L;

    private static final int SCENARIO_MAX = 3;

    private FdhFile() {}

    /** The first {@code limit} transactions of the file. */
    public static List<Transaction> read(Path file, long limit) {
        try (Lines lines = Lines.open(file)) {
            String header = lines.next();
            if (!HEADER.equals(header)) {
                throw new Problem(
                        Problem.Code.COLUMNS,
                        lines.here() + "expected the columns " + HEADER + ", found "
                                + (header == null ? "an empty file" : header));
            }
            List<Transaction> transactions = new ArrayList<>();
            Transaction previous = null;
            for (String line = lines.next(); line != null && transactions.size() < limit; line = lines.next()) {
                Transaction transaction = parse(lines, line);
                if (previous != null) {
                    checkOrder(lines, previous, transaction);
                }
                transactions.add(transaction);
                previous = transaction;
            }
            if (transactions.isEmpty()) {
                throw new Problem(Problem.Code.LINE, lines.here() + "expected a transaction, found the file's end");
            }
            return transactions;
        }
    }

    private static Transaction parse(Lines lines, String line) {
        Fields fields =
                new Fields(line, expected -> new Problem(Problem.Code.LINE, lines.here() + "expected " + expected));
        long id = fields.number("tx_id");
        long second = fields.number("ts");
        if (second > SECOND_MAX) {
            throw new Problem(Problem.Code.LINE, lines.here() + "expected ts in seconds, found " + second);
        }
        int customer = fields.number("customer_id", Integer.MAX_VALUE);
        int terminal = fields.number("terminal_id", Integer.MAX_VALUE);
        long cents = fields.number("amount_cents", Integer.MAX_VALUE);
        boolean fraud = fields.number("fraud", 1) == 1;
        fields.number("scenario", SCENARIO_MAX);
        fields.end();
        return new Transaction(id, second, customer, terminal, cents, fraud);
    }

    private static void checkOrder(Lines lines, Transaction previous, Transaction next) {
        if (next.second() < previous.second()) {
            throw new Problem(
                    Problem.Code.ORDER,
                    lines.here() + "expected a ts of at least " + previous.second() + " (rows in order of time), found "
                            + next.second());
        }
        if (next.id() <= previous.id()) {
            throw new Problem(
                    Problem.Code.ORDER,
                    lines.here() + "expected a tx_id above " + previous.id() + " (each once, ascending), found "
                            + next.id());
        }
    }
}
