package dev.sluice.gateway.completion;

import dev.sluice.admin.error.Failure;
import dev.sluice.gateway.RequestPath;
import dev.sluice.gateway.http.SentAnswer;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

/** Sees how each proxied request ends, and tells the listeners. */
final class CompletionFilter implements GlobalFilter, Ordered {

    private final LongSupplier nanoTime;
    private final List<CompletionListener> listeners;

    CompletionFilter(LongSupplier nanoTime, List<CompletionListener> listeners) {
        this.nanoTime = nanoTime;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public int getOrder() {
        return RequestPath.COMPLETION;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Observer observer = new Observer(exchange, nanoTime.getAsLong());
        return chain.filter(exchange).doOnError(observer::failed).doFinally(observer::ended);
    }

    private final class Observer {

        private final ServerWebExchange exchange;
        private final long start;
        private final Optional<Channel> client;
        private OptionalInt failure = OptionalInt.empty();
        private boolean leftBeforeFailure;

        Observer(ServerWebExchange exchange, long start) {
            this.exchange = exchange;
            this.start = start;
            this.client = client(exchange);
        }

        private static Optional<Channel> client(ServerWebExchange exchange) {
            return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client
                    ? Optional.of(client.channel())
                    : Optional.empty();
        }

        /** Whoever hears of the failure next may close the client's connection, as that of half an answer is. */
        void failed(Throwable cause) {
            leftBeforeFailure = isClosed();
            failure = OptionalInt.of(Failure.of(cause).status().value());
        }

        void ended(SignalType signal) {
            Ending ending = ending(signal);
            Completion completion = new Completion(exchange, ending, status(ending), nanoTime.getAsLong() - start);
            listeners.forEach(listener -> listener.completed(completion));
        }

        private Ending ending(SignalType signal) {
            if (hasLeft(signal)) {
                return Ending.CANCELLED;
            }
            if (signal == SignalType.ON_ERROR) {
                return Ending.FAILED;
            }
            return ServerWebExchangeUtils.isAlreadyRouted(exchange) ? Ending.ANSWERED : Ending.REFUSED;
        }

        /** Asked of the channel itself: where a client leaves in the middle of a body, the writing ends like any other. */
        private boolean hasLeft(SignalType signal) {
            boolean gone = switch (signal) {
                case CANCEL -> true;
                case ON_ERROR -> leftBeforeFailure;
                default -> isClosed();
            };
            return gone && client.filter(SentAnswer::isComplete).isEmpty();
        }

        private boolean isClosed() {
            return client.filter(channel -> !channel.isActive()).isPresent();
        }

        private OptionalInt status(Ending ending) {
            if (ending == Ending.CANCELLED) {
                return OptionalInt.empty();
            }
            HttpStatusCode sent = exchange.getResponse().getStatusCode();
            return ending == Ending.FAILED || sent == null ? failure : OptionalInt.of(sent.value());
        }
    }
}
