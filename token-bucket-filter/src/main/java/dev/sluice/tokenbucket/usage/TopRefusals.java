package dev.sluice.tokenbucket.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were refused most.
 *
 * @param since since when
 * @param refusals how many requests were refused since then, of all keys
 * @param keys those refused most, most first
 */
public record TopRefusals(Instant since, long refusals, List<Key> keys) {

    /**
     * A key and how often it was refused.
     *
     * @param clientId the client that is registered under it; absent if there is none
     * @param key the key as logs show it, redacted unless it is an address
     * @param refusals how often it was refused, or somewhat less often
     * @param error by how much that may be too high
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Key(@JsonProperty("client_id") @Nullable String clientId, String key, long refusals, long error) {}
}
