package dev.sluice.tokenbucket.client;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as 128 bits; IPv4 in its IPv4-mapped form (RFC 4291, 2.5.5.2), so that {@code ::ffff:192.0.2.1} and
 * {@code 192.0.2.1} are one address.
 */
record IpAddress(long high, long low) {

    /** Of what begins otherwise Java takes even a colon for a part of a name. */
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

    private static final Pattern LEADING_ZERO = Pattern.compile("(?:^|[:.])0[0-9]+(?=\\.)|\\.0[0-9]+$");
    private static final int IPV4_BITS = 32;
    private static final long IPV4_MAPPED = 0xffffL;

    /** The address that a literal names; empty for anything else. A name is never looked up. */
    static Optional<IpAddress> parse(String literal) {
        boolean ipv4 = NetUtil.isValidIpV4Address(literal);
        boolean ipv6 = !ipv4 && BARE_IPV6.matcher(literal).matches() && literal.indexOf(':') >= 0;
        if (!(ipv4 || ipv6) || LEADING_ZERO.matcher(literal).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.getByName(literal)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    boolean isIpv4() {
        return high == 0 && low >>> IPV4_BITS == IPV4_MAPPED;
    }

    private static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == Integer.BYTES
                ? new IpAddress(0, IPV4_MAPPED << IPV4_BITS | Integer.toUnsignedLong(buffer.getInt()))
                : new IpAddress(buffer.getLong(), buffer.getLong());
    }

    @Override
    public String toString() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        int offset = isIpv4() ? bytes.length - Integer.BYTES : 0;
        return NetUtil.bytesToIpAddress(bytes, offset, bytes.length - offset);
    }
}
