package io.millrace.demo.truth;

import java.util.List;

/**
 * A logistic regression on standardised inputs: score = intercept + sum(coef * (x - mean) / std). The score is the
 * log-odds: it orders transactions as the probability does.
 */
public record LogisticModel(double intercept, List<Term> terms) {
    /** One input's share of the score. */
    public record Term(ModelInput input, double mean, double std, double coef) {
        double of(double x) {
            return coef * (x - mean) / std;
        }
    }

    public LogisticModel {
        terms = List.copyOf(terms);
    }

    /** The log-odds that this transaction is a fraud. */
    public double score(Transaction transaction, Features features) {
        double score = intercept;
        for (Term term : terms) {
            score += term.of(term.input().of(transaction, features));
        }
        return score;
    }
}
