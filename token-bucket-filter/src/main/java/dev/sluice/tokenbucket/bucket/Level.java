package dev.sluice.tokenbucket.bucket;

/**
 * What a bucket holds at one instant.
 *
 * @param nanotokens billionths of a token, from 0 to 10^18
 */
public record Level(long nanotokens) {

    private static final long NANOTOKENS_PER_TOKEN = 1_000_000_000;

    /** A level of whole tokens. */
    public static Level ofTokens(long tokens) {
        return new Level(Math.multiplyExact(tokens, NANOTOKENS_PER_TOKEN));
    }

    /** Both together, which must not be more than any bucket can hold twice. */
    public Level plus(Level other) {
        return new Level(nanotokens + other.nanotokens);
    }

    /** The whole tokens that are there. */
    public long tokens() {
        return nanotokens / NANOTOKENS_PER_TOKEN;
    }
}
