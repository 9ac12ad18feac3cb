package io.millrace.sketches;

/** A set of hashes, as far as it is remembered. Immutable. */
sealed interface Hashes permits Tokens, Registers {
    /** With one more; the same object if it is there already. */
    Hashes with(int token);

    /**
     * @param others of the same precision
     */
    Hashes with(Hashes others);

    /** The same in the form of a precision that is not higher. */
    Hashes at(int lower);

    /** In bytes that are the caller's; they depend on the set and the precision alone. */
    byte[] toBytes();

    /** About how many there are. */
    double estimate();
}
