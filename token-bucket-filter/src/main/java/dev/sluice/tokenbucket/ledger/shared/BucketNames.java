package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.util.HexFormat;

/** The names of buckets, the same on all gateways: no key is told by one, since it may be a secret. */
final class BucketNames {

    private static final HexFormat HEX = HexFormat.of();

    private BucketNames() {}

    /** A client that is deleted and created again has another bucket. */
    static String of(Client client) {
        return "client/" + client.generation() + "/" + name(client.key());
    }

    /** Of a key that no client is registered under: with its limit, so that gateways with different settings don't change each other's. */
    static String of(ClientKey key, Limit limit) {
        return "key/" + limit.capacity() + "/" + limit.ratePerSec() + "/" + name(key);
    }

    private static String name(ClientKey key) {
        ClientKey compact = key.compact();
        return compact instanceof ClientKey.Digest digest
                ? HEX.toHexDigits(digest.high()) + HEX.toHexDigits(digest.low())
                : compact.toString();
    }
}
