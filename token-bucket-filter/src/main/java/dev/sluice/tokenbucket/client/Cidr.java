package dev.sluice.tokenbucket.client;

/**
 * A block of addresses in CIDR notation (RFC 4632): {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 */
public final class Cidr {

    private static final int IPV6_BITS = 128;
    private static final int IPV4_BITS = 32;

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
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        IpAddress network = IpAddress.parse(literal.strip()).orElseThrow(() -> notACidr(text));
        int width = network.isIpv4() && literal.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS;
        int prefix = slash < 0 ? width : prefixLength(text, slash + 1);
        if (prefix < 0 || prefix > width) {
            throw notACidr(text);
        }
        return new Cidr(network, IPV6_BITS - width + prefix);
    }

    boolean contains(IpAddress address) {
        return leading(address.high(), network.high(), Math.min(bits, Long.SIZE))
                && leading(address.low(), network.low(), Math.max(0, bits - Long.SIZE));
    }

    private static boolean leading(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (Long.SIZE - bits) == 0;
    }

    private static int prefixLength(String text, int from) {
        try {
            return Integer.parseInt(text, from, text.length(), 10);
        } catch (NumberFormatException e) {
            throw notACidr(text);
        }
    }

    private static IllegalArgumentException notACidr(String text) {
        return new IllegalArgumentException("'" + text + "' is not an address block such as 10.0.0.0/8");
    }

    @Override
    public String toString() {
        return network + "/" + (network.isIpv4() ? bits - (IPV6_BITS - IPV4_BITS) : bits);
    }
}
