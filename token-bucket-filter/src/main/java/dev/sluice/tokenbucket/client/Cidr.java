package dev.sluice.tokenbucket.client;

import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632): {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 */
public final class Cidr {

    private static final int IPV6_BITS = 128;
    private static final int IPV4_BITS = 32;

    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final IpAddress network;
    private final int bits;

    private Cidr(IpAddress network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Cidr valueOf(String text) {
        String block = text.strip();
        int slash = block.indexOf('/');
        String literal = slash < 0 ? block : block.substring(0, slash);
        IpAddress network = IpAddress.parse(literal).orElseThrow(() -> notACidr(text));
        int width = network.isIpv4() && literal.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS;
        int prefix = slash < 0 ? width : prefixLength(block, slash + 1);
        if (prefix > width) {
            throw notACidr(text);
        }
        int bits = IPV6_BITS - width + prefix;
        if (network.isIpv4() && bits < IPV6_BITS - IPV4_BITS) {
            throw notACidr(text);
        }
        return new Cidr(network, bits);
    }

    boolean contains(IpAddress address) {
        return leading(address.high(), network.high(), Math.min(bits, Long.SIZE))
                && leading(address.low(), network.low(), Math.max(0, bits - Long.SIZE));
    }

    private static boolean leading(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (Long.SIZE - bits) == 0;
    }

    private static int prefixLength(String text, int from) {
        if (!PREFIX_LENGTH.matcher(text).region(from, text.length()).matches()) {
            throw notACidr(text);
        }
        return Integer.parseInt(text, from, text.length(), 10);
    }

    private static IllegalArgumentException notACidr(String text) {
        return new IllegalArgumentException("'" + text + "' is not an address block such as 10.0.0.0/8");
    }

    @Override
    public String toString() {
        return network + "/" + (network.isIpv4() ? bits - (IPV6_BITS - IPV4_BITS) : bits);
    }
}
