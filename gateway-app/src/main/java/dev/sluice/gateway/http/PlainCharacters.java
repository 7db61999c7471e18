package dev.sluice.gateway.http;

import java.util.BitSet;

/** The characters that paths and queries hold by right, without an escape: no parser minds them, and no encoder touches them (RFC 3986, 3.3 and 3.4). */
final class PlainCharacters {

    private static final BitSet PLAIN = new BitSet();

    static {
        PLAIN.set('a', 'z' + 1);
        PLAIN.set('A', 'Z' + 1);
        PLAIN.set('0', '9' + 1);
        "/-._~!$&'()*+,;=:@?".chars().forEach(PLAIN::set);
    }

    private PlainCharacters() {}

    /** Whether this is one of them. */
    static boolean contain(char character) {
        return PLAIN.get(character);
    }
}
