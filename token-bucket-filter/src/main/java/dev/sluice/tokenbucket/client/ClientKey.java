package dev.sluice.tokenbucket.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a request is counted under: the value of a header or query parameter, or the caller's address.
 *
 * <p>The two kinds never collide: a client whose id is an address literal is met by its address only, and nobody spends its
 * tokens by naming it. A key prints redacted, since it may be a secret.
 */
public sealed interface ClientKey {

    /** The key under which a client with this id spends: an address if the id is an address literal. */
    static ClientKey ofClientId(String id) {
        return IpAddress.parse(id).<ClientKey>map(Address::of).orElseGet(() -> new Identifier(id));
    }

    /** The same key in a small fixed size, for whoever keeps keys that strangers chose. */
    ClientKey compact();

    /** The value of a header or query parameter. */
    final class Identifier implements ClientKey {

        private final String value;

        /** What is printed of the digest, once somebody has asked; 0 until then. */
        private int printed;

        /** Of a value that is not empty. */
        public Identifier(String value) {
            this.value = value;
        }

        /** What the request has carried, or the client is registered as. */
        public String value() {
            return value;
        }

        @Override
        public ClientKey compact() {
            return Digest.of(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identifier identifier && identifier.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        /** A digest costs more than a decision, and the log asks for it at each request: it is kept, in the room of a number. */
        @Override
        public String toString() {
            if (printed == 0) {
                printed = Digest.of(value).head();
            }
            return Digest.print(printed);
        }
    }

    /**
     * An address; of an IPv6 address the first 64 bits, since a single subscriber commands all the rest (RFC 6177).
     *
     * @param high the first 64 bits
     * @param low the last 64 bits of an IPv4-mapped address, else 0
     */
    record Address(long high, long low) implements ClientKey {

        static Address of(IpAddress address) {
            return new Address(address.high(), address.isIpv4() ? address.low() : 0);
        }

        @Override
        public ClientKey compact() {
            return this;
        }

        @Override
        public String toString() {
            IpAddress address = new IpAddress(high, low);
            return address.isIpv4() ? address.toString() : address + "/64";
        }
    }

    /** The first 128 bits of the SHA-256 of an identifier. */
    record Digest(long high, long low) implements ClientKey {

        static Digest of(String value) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
                ByteBuffer buffer = ByteBuffer.wrap(hash);
                return new Digest(buffer.getLong(), buffer.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public ClientKey compact() {
            return this;
        }

        /** The first 32 bits, of which two keys in four billion share the same: enough to find lines of one client. */
        int head() {
            return (int) (high >>> Integer.SIZE);
        }

        static String print(int head) {
            return "key#" + HexFormat.of().toHexDigits(head);
        }

        @Override
        public String toString() {
            return print(head());
        }
    }
}
