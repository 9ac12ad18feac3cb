package io.millrace.demo.input;

import io.millrace.demo.truth.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * An endless seeded stream of card transactions, a day at a time: customers with a place, a mean amount and a daily
 * rate pay at terminals near them, around noon; amounts are normal around the mean. Three kinds of fraud: amounts
 * above 220; each day two terminals fall into wrong hands for 28 days; each day three customers' cards leak, and for
 * 14 days a third of their payments have five times the amount. The same seed gives the same stream, always.
 */
public final class Generator implements Iterator<Transaction> {
    /** 2024-01-01, a Monday: far enough back that no paced run reaches the present. */
    private static final long FIRST_DAY = 19_723;

    /** The stream's beginning. */
    public static final Instant BEGINNING = Instant.ofEpochSecond(FIRST_DAY * Transaction.DAY);

    private static final int CUSTOMERS = 650;
    private static final int TERMINALS = 1_300;
    private static final double NOON = Transaction.DAY / 2.0;
    private static final double SPREAD_SECONDS = 20_000;
    private static final long CERTAIN_FRAUD_CENTS = 220_00;
    private static final int LEAK_FACTOR = 5;
    private static final double LEAK_SHARE = 1.0 / 3;

    private final Random random;
    private final List<Customer> customers;
    private final Compromised terminals = new Compromised(TERMINALS, 2, 28);
    private final Compromised cards = new Compromised(CUSTOMERS, 3, 14);
    private final Queue<Transaction> ready = new ArrayDeque<>();
    private long day = FIRST_DAY;
    private long nextId;

    public Generator(long seed) {
        random = new Random(seed);
        customers = Customer.population(random, CUSTOMERS, TERMINALS);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Transaction next() {
        while (ready.isEmpty()) {
            nextDay();
        }
        return ready.remove();
    }

    /** The next {@code count} transactions. */
    public List<Transaction> take(long count) {
        List<Transaction> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(next());
        }
        return taken;
    }

    private void nextDay() {
        terminals.draw(random, day);
        cards.draw(random, day);
        List<Transaction> today = new ArrayList<>();
        for (Customer customer : customers) {
            for (int n = Poisson.draw(random, customer.perDay()); n > 0; n--) {
                double time = NOON + SPREAD_SECONDS * random.nextGaussian();
                if (time >= 0 && time < Transaction.DAY) {
                    today.add(pay(customer, day * Transaction.DAY + (long) time));
                }
            }
        }
        today.sort(Comparator.comparingLong(Transaction::second));
        for (Transaction t : today) {
            ready.add(new Transaction(nextId++, t.second(), t.customer(), t.terminal(), t.cents(), t.fraud()));
        }
        day++;
    }

    private Transaction pay(Customer customer, long second) {
        long cents = customer.drawCents(random);
        int terminal = customer.drawTerminal(random);
        boolean leaked = cards.contains(customer.id(), day) && random.nextDouble() < LEAK_SHARE;
        boolean fraud = leaked || cents > CERTAIN_FRAUD_CENTS || terminals.contains(terminal, day);
        return new Transaction(-1, second, customer.id(), terminal, leaked ? LEAK_FACTOR * cents : cents, fraud);
    }
}
