package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.inflight.Attempts;
import dev.sluice.loadbalancer.inflight.FailedAttempt;
import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.inflight.Permit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import reactor.core.publisher.Mono;

/**
 * Chooses an instance of one service among those that take requests.
 *
 * <p>A request of the gateway holds the permit until it ends. Nobody would tell the end of any other, so that is not counted as
 * in flight.
 */
public final class PoolLoadBalancer implements ReactorServiceInstanceLoadBalancer {

    private static final Logger log = LoggerFactory.getLogger(PoolLoadBalancer.class);

    private final InstanceFeed feed;

    /** A balancer over the pool that this fills. */
    public PoolLoadBalancer(InstanceFeed feed) {
        this.feed = feed;
    }

    /** Without an instance the answer is an empty response: an empty publisher would reach the client as an empty 200. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Mono<Response<ServiceInstance>> choose(Request request) {
        Optional<Attempts> attempts = attempts(request);
        return feed.whenFilled(pool -> respond(pool, attempts));
    }

    /**
     * What {@link #choose} answers, without a publisher around it.
     *
     * @param attributes those of the request
     * @return absent as long as nobody knows which instances there are: whoever asks can wait for that with {@link #choose}
     */
    public Optional<Response<ServiceInstance>> chooseNow(Map<String, Object> attributes) {
        return feed.filledPool().map(pool -> respond(pool, Attempts.of(attributes)));
    }

    private static Response<ServiceInstance> respond(Pool pool, Optional<Attempts> attempts) {
        attempts.ifPresent(Attempts::givenUp); // whoever asks for an instance is done with the one before
        List<String> tried = attempts.map(Attempts::tried).orElse(List.of());
        Optional<FailedAttempt> failure = attempts.flatMap(Attempts::takeLastFailure);
        Optional<Chosen> chosen = chosen(pool, tried, failure.isPresent());
        if (chosen.isEmpty()) {
            return new EmptyResponse();
        }
        Permit permit = chosen.get().permit();
        attempts.ifPresentOrElse(those -> those.next(permit), () -> permit.close(Outcome.ABANDONED));
        failure.ifPresent(before -> tell(before, permit.instance()));
        return new DefaultResponse(chosen.get().instance());
    }

    /**
     * Failover tries no instance twice, also if the last of the others is gone meanwhile. Anybody else who has tried all may try
     * one again: whether that makes sense is not for the balancer to say.
     */
    private static Optional<Chosen> chosen(Pool pool, List<String> tried, boolean failover) {
        if (tried.isEmpty() && !failover) {
            return pool.choose();
        }
        Optional<Chosen> other = pool.chooseOtherThan(tried);
        return failover ? other : other.or(() -> pool.chooseOtherThan(List.of()));
    }

    private static void tell(FailedAttempt failure, String next) {
        if (next.equals(failure.instance())) {
            log.debug("trying {} again: {}", next, failure.reason());
        } else {
            log.warn("failing over from {} to {}: {}", failure.instance(), next, failure.reason());
        }
    }

    private static Optional<Attempts> attempts(Request<?> request) {
        return request.getContext() instanceof RequestDataContext context && context.getClientRequest() != null
                ? Attempts.of(context.getClientRequest().getAttributes())
                : Optional.empty();
    }
}
